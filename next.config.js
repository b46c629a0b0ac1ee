import createMDX from '@next/mdx'

const root = import.meta.dirname
const base = (process.env.NEXT_PUBLIC_BASE ?? '').replace(/\/+$/, '')

/** @type {import('next').NextConfig} */
const config = {
  output: 'export',
  trailingSlash: true,
  images: { unoptimized: true },
  basePath: base || undefined,
  env: { NEXT_PUBLIC_BASE: base },
  pageExtensions: ['ts', 'tsx', 'mdx'],
  // `npm test` checks the types, of the tests as well; the site starts sooner without doing so again.
  typescript: { ignoreBuildErrors: true },
  // In seconds. A busy machine may take many times as long as a quiet one, and a page that is given up is begun again from nothing.
  staticPageGenerationTimeout: 600,
  turbopack: { root },
}

export default createMDX({ options: { remarkPlugins: ['remark-gfm'], rehypePlugins: ['rehype-slug'] } })(config)
