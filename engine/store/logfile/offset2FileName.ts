/** A position as a file name: 20 decimal digits. Original: UtilAll#offset2FileName */
export function offset2FileName(offset: number): string {
  return String(offset).padStart(20, '0')
}
