import { MAX_FILE_NAME } from './file.ts';

/** Stands for a name of which nothing is left. The words of it are nobody's: screens show their own. */
export const NAMELESS = 'file';

/**
 * What turns, hides or breaks text: controls, direction marks and overrides, zero-width letters, variation selectors, tags, fillers
 * that draw nothing, line and paragraph separators, private use and unassigned code points.
 */
const INVISIBLE = /[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u2800]/gu;
/** Letters that look like a dot or like a part of a path, as their plain sisters. */
const LOOKALIKES: readonly (readonly [RegExp, string])[] = [
  [/[\u2024\ufe52\uff0e\u0701\u0702\ua4f8]/gu, '.'],
  [/[\u2044\u2215\u29f8\u2571\uff0f]/gu, '/'],
  [/[\u2216\u29f5\u29f9\ufe68\uff3c]/gu, '\\'],
];
/** What no system takes in a name. */
const FORBIDDEN = /[<>:"|?*]/g;
/** Names that mean a device to Windows, with any ending. */
const RESERVED = /^(con|prn|aux|nul|clock\$|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;
/** Accents on one letter beyond this are a tower. */
const TOWER = /(\p{M}{3})\p{M}+/gu;
/** Bytes a file system takes for a name, with room for " (2)". */
const MAX_BYTES = 240;

/**
 * A bare name that shows what the file is and can be written anywhere: no path, no control, direction or invisible characters, no
 * name of a device, no dot or space at either end, at most {@link MAX_FILE_NAME} units. The ending is never cut off, both parts of
 * `.tar.gz`, since it says what the file would do when opened. Cleaning a clean name changes nothing.
 */
export function cleanFileName(raw: string): string {
  let name = raw.toWellFormed().normalize('NFC').replaceAll(INVISIBLE, '');
  for (const [look, plain] of LOOKALIKES) name = name.replaceAll(look, plain);
  name = lastPart(name)
    .replaceAll(FORBIDDEN, '_')
    .replaceAll(/\s+/gu, ' ')
    .replaceAll(TOWER, '$1')
    .replaceAll(/ +\./g, '.');
  name = shorten(trimEnds(name));
  if (name === '') return NAMELESS;
  return RESERVED.test(name) ? `_${name}` : name;
}

/** Whether {@link cleanFileName} leaves a name that a person would not take for the same. */
export function isRenamed(raw: string): boolean {
  return cleanFileName(raw) !== raw.toWellFormed().normalize('NFC');
}

/** Endings that say only how it is packed: the one before says what. */
const PACKINGS = new Set('gz bz2 xz zst lz4 br asc sig gpg enc part bak'.split(' '));
/** The longest ending that is one: more is a part of a sentence. */
const MAX_ENDING = 12;

/** Where the ending begins that a person tells a file by, its dot included: `.tar.gz` in whole. The length of the name when it has none. */
export function endingStart(name: string): number {
  const last = lastDot(name, name.length);
  if (last === name.length || !PACKINGS.has(fileExtension(name))) return last;
  const before = lastDot(name, last);
  return before < last ? before : last;
}

function lastDot(name: string, end: number): number {
  const dot = name.lastIndexOf('.', end - 1);
  const ending = name.slice(dot + 1, end);
  return dot > 0 && ending.length < MAX_ENDING && !/\s/u.test(ending) ? dot : end;
}

/** What follows the last dot of a name, lower case; empty where there is none. It alone says how a system opens the file. */
export function fileExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

/** Endings that a system runs, or that carry what it runs, when they are opened. */
const RUNNABLE = new Set(
  (
    'exe com scr pif bat cmd msi msp msix appx ps1 psm1 vbs vbe js jse mjs wsf wsh hta cpl jar lnk url reg inf scf gadget ' +
    'sh bash zsh run elf appimage deb rpm flatpakref desktop command app dmg pkg workflow apk xpi crx ' +
    'docm xlsm pptm dotm xlam ppam iso img vhd html htm xhtml svg xht mht mhtml'
  ).split(' '),
);

/** True where opening the file outside may run what is in it. Nothing else is therefore harmless. */
export function isRunnable(name: string): boolean {
  return RUNNABLE.has(fileExtension(name));
}

function lastPart(name: string): string {
  const parts = name.split(/[/\\]/).filter((part) => !/^[\s.]*$/u.test(part));
  return parts.at(-1) ?? '';
}

function trimEnds(name: string): string {
  return name.replaceAll(/^[\s.]+|[\s.]+$/gu, '');
}

/** Cuts the middle of a name, by whole characters, so that its ending stays. */
function shorten(name: string): string {
  if (fits(name)) return name;
  const dot = name.lastIndexOf('.');
  const ending = dot > 0 && name.length - dot <= 16 ? name.slice(Math.min(dot, endingStart(name))) : '';
  const letters = [...name.slice(0, name.length - ending.length)];
  while (letters.length > 0 && !fits(letters.join('') + ending)) letters.splice(-Math.max(1, letters.length >> 4));
  return trimEnds(letters.join('').trimEnd() + ending);
}

function fits(name: string): boolean {
  return name.length <= MAX_FILE_NAME && utf8Length(name) <= MAX_BYTES;
}

function utf8Length(text: string): number {
  let bytes = 0;
  for (const letter of text) {
    const point = letter.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}
