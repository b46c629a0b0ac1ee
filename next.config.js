import createMDX from '@next/mdx'
import path from 'node:path'
import { instrumenterHash } from './engine/adapters/instrumenter/traced-files.mjs'

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
  turbopack: {
    root,
    rules: {
      // The engine runs with probes, so that it can be stepped. The loader leaves alone what is not to be traced.
      '*.ts': {
        condition: { path: /(^|[\\/])engine[\\/](?!adapters[\\/]|trace[\\/]|worker[\\/]).*[.]ts$/ },
        loaders: [
          {
            loader: path.join(root, 'engine/adapters/instrumenter/loader.cjs'),
            options: { root, hash: instrumenterHash(root) },
          },
        ],
        as: '*.ts',
      },
    },
  },
}

export default createMDX({ options: { remarkPlugins: ['remark-gfm'] } })(config)
