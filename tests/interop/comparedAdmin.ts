import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { AdminAnswer, AdminLine, AdminRequest } from '../engine/support/adminFrames'
import { comparable } from '../engine/support/adminFrames'
import { ADMIN_REQUESTS } from './adminRequests'
import type { AskedProgram } from './AskedProgram'
import { pause } from './JavaProcess'
import type { Report } from './Report'

const GOLDEN = 'tests/golden/wire/50-admin.jsonl'
/** Its body is long, and each broker's own affair. */
const BROKER_CONFIG = 26

/** Asks both brokers everything in the same order; what RocketMQ answers is kept beside the report, as the golden file is made. */
export async function compareAdminAnswers(
  report: Report, admin: AskedProgram, ours: string, theirs: string, directory: string,
): Promise<void> {
  const lines: AdminLine[] = []
  const differences: string[] = []
  for (const request of ADMIN_REQUESTS) {
    if (typeof request === 'number') {
      await pause(request)
      lines.push({ pause: request })
      continue
    }
    const [our, their] = [await ask(admin, ours, request), await ask(admin, theirs, request)]
    lines.push({ request, answer: request.code === BROKER_CONFIG ? { ...their, body: null } : their })
    const [one, other] = [comparable(request, our), comparable(request, their)]
    if (one !== other) differences.push(`${JSON.stringify(request)}: ${one} instead of ${other}`)
  }
  writeFileSync(path.join(directory, path.basename(GOLDEN)), `${lines.map((line) => JSON.stringify(line)).join('\n')}\n`)
  report.check(`${lines.length} requests of operators`, differences.slice(0, 3).join('\n'))
  report.check('RocketMQ answers as it did when the golden file was made', textOf(lines) === textOf(golden()) ? '' : 'it does not')
}

async function ask(
  admin: AskedProgram, address: string, { code, extFields, body }: AdminRequest,
): Promise<AdminAnswer> {
  const fields = Object.entries(extFields).map(([name, value]) => `${name}=${value}`)
  const answer = await admin.ask('raw', address, code, Buffer.from(body).toString('base64'), ...fields)
  return { remark: null, extFields: null, body: null, ...(answer as Pick<AdminAnswer, 'code'>) }
}

function golden(): AdminLine[] {
  return readFileSync(GOLDEN, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as AdminLine)
}

function textOf(lines: readonly AdminLine[]): string {
  return lines.map((line) => ('pause' in line ? '' : `${JSON.stringify(line.request)} ${comparable(line.request, line.answer)}`)).join('\n')
}
