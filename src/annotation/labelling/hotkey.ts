const modifiers: Readonly<Record<string, string>> = {
  ctrl: 'ctrl',
  control: 'ctrl',
  cmd: 'ctrl',
  command: 'ctrl',
  meta: 'ctrl',
  alt: 'alt',
  option: 'alt',
  shift: 'shift',
};

/** Keys the workbench itself listens to. */
const reserved: ReadonlySet<string> = new Set([
  'enter',
  'ctrl+enter',
  'escape',
  'esc',
  'tab',
  'shift+tab',
  'space',
  'delete',
  'backspace',
  'ctrl+z',
  'ctrl+shift+z',
  'ctrl+y',
  'ctrl+s',
]);

/** One spelling of a hotkey: modifiers in a fixed order, all in lower case; both Ctrl and ⌘ are `ctrl`. */
export function plainHotkey(text: string): string {
  const parts = text
    .trim()
    .toLowerCase()
    .split(/\s*\+\s*/u);
  const key = parts.pop() ?? '';
  const held = new Set(parts.map((part) => modifiers[part] ?? part));
  return [...['ctrl', 'alt', 'shift'].filter((one) => held.has(one)), key].join('+');
}

/** Why a hotkey cannot be used; undefined where it can. */
export function hotkeyTrouble(text: string): 'hotkeyBad' | 'hotkeyReserved' | undefined {
  const plain = plainHotkey(text);
  if (reserved.has(plain)) return 'hotkeyReserved';
  const parts = text
    .trim()
    .toLowerCase()
    .split(/\s*\+\s*/u);
  const key = parts.pop() ?? '';
  const known = parts.every((part) => modifiers[part] !== undefined);
  const named =
    /^(?:f(?:[1-9]|1[0-2])|num[_ ]?\d|arrow(?:up|down|left|right)|home|end|pageup|pagedown)$/u;
  const one = Array.from(key).length === 1 && !/[\s\p{C}]/u.test(key);
  return known && (one || named.test(key)) ? undefined : 'hotkeyBad';
}
