import base from './playwright.config.mjs'
export default { ...base, webServer: undefined, retries: 0, workers: 1, timeout: 180000, use: { ...base.use, baseURL: 'http://localhost:4391/' }, outputDir: '/tmp/when-shots/out', reporter: 'list' }
