const polynomial = 0xc96c5795d7870f42n;
const all = 0xffffffffffffffffn;

const table = Array.from({ length: 256 }, (_, byte) => {
  let rest = BigInt(byte);
  for (let bit = 0; bit < 8; bit++) rest = rest & 1n ? (rest >> 1n) ^ polynomial : rest >> 1n;
  return rest;
});

/** The checksum CRC-64 of ECMA-182, reflected, as a decimal number: COS returns it, and its SDKs compare it with what they have sent. */
export function crc64(content: Buffer): string {
  let rest = all;
  for (const byte of content) rest = (table[Number((rest ^ BigInt(byte)) & 0xffn)] ?? 0n) ^ (rest >> 8n);
  return String(rest ^ all);
}
