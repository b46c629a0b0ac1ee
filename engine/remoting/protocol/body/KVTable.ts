import { RemotingSerializable } from '../RemotingSerializable'

/** Texts by name. Original: protocol.body.KVTable. */
export class KVTable {
  table: Map<string, string>

  constructor(table: ReadonlyMap<string, string> = new Map()) {
    this.table = new Map(table)
  }

  encode(): Uint8Array {
    return RemotingSerializable.encode(this)
  }

  static decode(bytes: Uint8Array): KVTable {
    return new KVTable(new Map(RemotingSerializable.decode(bytes).texts('table')?.entries()))
  }
}
