/** What writers put where a zone of the hour stands and no computer knows, in minutes from UTC. */
const ZONES: Readonly<Record<string, number>> = {
  CET: 60,
  CEST: 120,
  BST: 60,
  MSK: 180,
  JST: 540,
  IST: 330,
  AEST: 600,
};
/** What has neither a year of four figures nor a month by its name is no date, whatever the platform makes of it. */
const DATED = /\d{4}|\d\s+\p{L}{3,}\s+\d{2}/u;
const ZONED = /(?:Z|[+-]\d{2}:?\d{2}|\b[A-Z]{2,5})\s*(?:\(.*\))?$/u;

/** A moment as feeds write it, ms; null for what can not be read. Without a zone it is taken for UTC, the same on every device. */
export function readDate(text: string | undefined): number | null {
  const said = text?.trim().slice(0, 100) ?? '';
  if (!DATED.test(said)) return null;
  for (const form of [said, plainer(said)]) {
    const at = Date.parse(zoned(form));
    if (Number.isSafeInteger(at) && at >= 0) return at;
  }
  return null;
}

function zoned(text: string): string {
  if (ZONED.test(text)) return text;
  return /^\d{4}-/u.test(text) ? text.replace(/(\d:\d\d(?::\d\d(?:\.\d+)?)?)$/u, '$1Z') : `${text} GMT`;
}

/** Without the name of a day, which may be in any language, and with a zone in figures. */
function plainer(text: string): string {
  return text.replace(/^\p{L}+\.?,?\s+(?=\d)/u, '').replace(/\b([A-Z]{2,5})$/u, (zone) => {
    const minutes = ZONES[zone] ?? 0;
    return `+${String(Math.floor(minutes / 60)).padStart(2, '0')}${String(minutes % 60).padStart(2, '0')}`;
  });
}
