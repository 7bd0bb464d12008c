/**
 * Passwords of ten characters and more that lists of leaked passwords have in front (as ASVS 5.0.0
 * §6.2.4 asks to refuse), kept in lower case without trailing digits and punctuation, so that one
 * entry stands for its usual decorations.
 */
const common: ReadonlySet<string> = new Set(
  `password passw0rd p@ssw0rd p@ssword passwordpassword mypassword newpassword adminpassword
  qwertyuiop qwertyuiop[ qwertyui qwerty qwertyqwerty qwertyasdf asdfghjkl asdfghjkl; zxcvbnm zxcvbnm,
  qazwsxedc qazwsxedcrfv qazwsx 1qaz2wsx3edc 1qaz2wsx 1q2w3e4r5t 1q2w3e4r 1qaz@wsx 1qazxsw2 zaq12wsx
  abcdefghij abcdefghijk abcdefg abcd abc a1b2c3d4e5 a1b2c3d4 aa abc123abc123 asd123456
  iloveyou iloveyouforever woaini woaini1314 woaini520 woainima woailaopo wodemima
  administrator admin admin@ root superman batman princess sunshine football baseball basketball
  starwars dragon monkey letmein welcome welcome@ trustno changeme secret master shadow
  michael jennifer christopher computer internet samsung manchester liverpool
  qq wang zhang zhangsan lisi xiaoming nihao china beijing guangdong shenzhen guangzhou huawei`
    .split(/\s+/)
    .filter(Boolean),
);

const rows = ['01234567890', '1234567890', 'abcdefghijklmnopqrstuvwxyz', 'qwertyuiop', 'asdfghjkl'];

/** Every character follows its neighbour in one of the rows, or repeats a part of at most four. */
function isPattern(text: string): boolean {
  for (let size = 1; size <= 4; size += 1)
    if (
      text ===
      text
        .slice(0, size)
        .repeat(Math.ceil(text.length / size))
        .slice(0, text.length)
    )
      return true;
  const reversed = text.split('').toReversed().join('');
  const endless = rows.map((row) => row.repeat(8));
  return endless.some((row) => row.includes(text) || row.includes(reversed));
}

/** True for a password that guessing finds first: common, a pattern, or the person's own address. */
export function isCommonPassword(password: string, email?: string): boolean {
  const lower = password.toLowerCase();
  if (isPattern(lower)) return true;
  const word = lower.replace(/[\d!@#$%^&*.?_-]+$/, '');
  if (word === '' ? /^\d+$/.test(lower) : common.has(word)) return true;
  const address = email?.toLowerCase();
  return address !== undefined && (lower === address || word === address.split('@')[0]);
}
