// Record Ids: the 15-character form, the 18-character form with its checksum, and new ones.

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const CHECKS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/**
 * The 18-character form, or null unless `id` is 15 or 18 letters and digits. An 18-character Id stays as it is, so that a
 * hand-written world may have careless checksums.
 */
export function fullId(id: string): string | null {
  if (!/^(?:[0-9A-Za-z]{15}|[0-9A-Za-z]{18})$/.test(id)) return null;
  if (id.length === 18) return id;
  let checks = '';
  for (let part = 0; part < 3; part++) {
    let bits = 0;
    for (let at = 0; at < 5; at++) {
      const code = id.charCodeAt(part * 5 + at);
      if (code >= 65 && code <= 90) bits |= 1 << at;
    }
    checks += CHECKS.charAt(bits);
  }
  return id + checks;
}

/** The `sequence`-th Id that the stand-in itself gives out under a key prefix. */
export function newId(keyPrefix: string, sequence: number): string {
  let digits = '';
  for (let rest = sequence; rest > 0; rest = Math.floor(rest / 62)) digits = DIGITS.charAt(rest % 62) + digits;
  // "SI" keeps them apart from the Ids that hand-written worlds use.
  return fullId(`${keyPrefix}SI${digits.padStart(10, '0')}`) ?? '';
}
