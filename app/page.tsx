export default function Home() {
  return <h1>RocketScope</h1>
}
