/** A request as a console or mqadmin makes it. */
export interface AdminRequest {
  readonly code: number
  readonly extFields: Readonly<Record<string, string>>
  readonly body: string
}

/** What came back. The body in Base64. */
export interface AdminAnswer {
  readonly code: number
  readonly remark: string | null
  readonly extFields: Readonly<Record<string, string>> | null
  readonly body: string | null
}

/** A request with RocketMQ's answer, or a pause in ms. */
export type AdminLine = { readonly pause: number } | { readonly request: AdminRequest; readonly answer: AdminAnswer }

/** Codes whose body is messages. */
const WITH_RECORDS = new Set([11, 12, 33])
/** Codes whose answer names settings or figures of the machine: their names are compared. */
const RUNTIME_INFO = 28
const BROKER_CONFIG = 26
/** The remarks of refusals are ours; this one a response has from the beginning, where nothing is said. */
const FIRST_REMARK = 'not set any response code'

/** An answer as text, without what differs from run to run: times, addresses, ids with addresses in them, speeds. */
export function comparable(request: AdminRequest, { code, remark, extFields, body }: AdminAnswer): string {
  const bytes = body === null ? null : Buffer.from(body, 'base64')
  const says = remark === null ? 'none' : remark === FIRST_REMARK || remark === '' ? `"${remark}"` : 'a remark'
  const isOk = code === 0
  const fields = extFields === null ? '' : Object.entries(extFields).map(([name, value]) => `${name}=${value}`).sort().join(',')
  // What settings there are is each broker's own affair.
  if (request.code === BROKER_CONFIG) return mask(`code ${code}, ${says}, [${fields}]`)
  return mask(`code ${code}, ${isOk ? says : 'a remark'}, [${fields}] ${bytes === null ? 'no body' : bodyText(request.code, bytes)}`)
}

function bodyText(code: number, bytes: Buffer): string {
  if (WITH_RECORDS.has(code)) return recordsText(bytes)
  const text = bytes.toString('utf8')
  if (code !== RUNTIME_INFO) return text
  const { table } = JSON.parse(text) as { table: Record<string, string> }
  return Object.keys(table).map((name) => name.replace(/(?<=commitLogDiskRatio_).*/, 'PATH')).sort().join(' ')
}

/** Without times and hosts, which lie at known places. */
function recordsText(bytes: Buffer): string {
  const records: string[] = []
  for (let position = 0; position < bytes.length; position += bytes.readInt32BE(position)) {
    const record = Buffer.from(bytes.subarray(position, position + bytes.readInt32BE(position)))
    record.fill(0, 48, 56)
    record.fill(0, 56, 64)
    record.fill(0, 64, 72)
    record.fill(0, 40, 48)
    records.push(record.toString('hex'))
  }
  return records.join(' ')
}

function mask(text: string): string {
  return text
    // First, as the decimals of a speed may look like a time.
    .replace(/"(delayTime|tps|consumeTps)":[\d.E-]+/g, '"$1":N')
    .replace(/\b(?:\d+\.){3}\d+:\d+/g, 'ADDR')
    .replace(/\b1\d{12}\b/g, 'TIME')
    .replace(/\d{4}-\d\d-\d\d#[\d:]+/g, 'DATE')
    .replace(/"filterData":"nobody[^"]*"/, '"filterData":"why not"')
    .replace(/\b[0-9A-F]{32}\b/g, 'ID')
}
