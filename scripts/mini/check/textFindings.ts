import { type MiniPermission, miniPermissions } from '@shared/mini/package.ts';
import type { LoadedPackage } from '../loadPackage.ts';
import type { Finding } from './finding.ts';
import { misuses } from './misuse.ts';
import { type TextFile, placeOf } from './textFiles.ts';

/** Places of one rule in one file that are told. */
const TOLD = 3;
const HOST_SCRIPT = /<script\b[^>]*\ssrc\s*=\s*["']?(?:\.?\/)?webxdc\.js["'\s>]/i;

/** What a program is to be read in: what is packed, and what that was made of. */
export interface ProgramTexts {
  readonly packed: readonly TextFile[];
  readonly sources: readonly TextFile[];
}

/** What can be seen in the text of pages, scripts and styles. What a source shows is not told of its bundle again. */
export function textFindings({ packed, sources }: ProgramTexts, loaded: LoadedPackage): Finding[] {
  const written = sources.flatMap(misusesIn);
  const known = new Set(written.map(({ rule }) => rule));
  const all = [...packed, ...sources];
  return [
    ...written,
    ...packed.flatMap(misusesIn).filter(({ rule }) => !known.has(rule)),
    ...apiFindings(all),
    ...permissionFindings(all, loaded.opened.contents.manifest.banyan?.permissions ?? []),
  ];
}

function misusesIn(file: TextFile): Finding[] {
  return misuses.flatMap(({ pattern, kinds, level, rule, message }) => {
    if (!kinds.includes(file.kind)) return [];
    const places = [...file.text.matchAll(pattern)].slice(0, TOLD);
    return places.map((match) => ({
      level,
      rule,
      message: `${(match[1] ?? match[0]).trim()}: ${message}`,
      place: placeOf(file, match.index),
    }));
  });
}

/** How the program uses `window.webxdc`, over all its files. */
function apiFindings(texts: readonly TextFile[]): Finding[] {
  const uses = (word: RegExp) => texts.some(({ kind, text }) => kind !== 'style' && word.test(text));
  const findings: Finding[] = [];
  const index = texts.find(({ path }) => path === 'index.html');
  if (index !== undefined && !HOST_SCRIPT.test(index.text)) {
    const level = uses(/\bwebxdc\b/) ? 'error' : 'warning';
    findings.push({
      level,
      rule: 'no-host-script',
      message: 'add <script src="webxdc.js"></script>',
      place: 'index.html',
    });
  }
  if (uses(/\.sendUpdate\b/) && !uses(/\.setUpdateListener\b/)) {
    findings.push({
      level: 'error',
      rule: 'no-listener',
      message: 'sendUpdate without setUpdateListener: nobody, oneself neither, hears of it',
    });
  }
  return findings;
}

/** How each permission is used; minified scripts keep the names of members. */
const USES: Readonly<Record<MiniPermission, RegExp>> = {
  profile: /\bbanyan\b[^;]{0,20}\.profile\b/,
  'contacts.pick': /\.contacts\b/,
  scan: /\bbanyan\b[^;]{0,20}\.scan\b/,
  'clipboard.write': /\bbanyan\b[^;]{0,20}\.clipboard\b/,
  net: /\bbanyan\b[^;]{0,20}\.net\b/,
  pay: /\bbanyan\b[^;]{0,20}\.pay\b/,
  'storage.sync': /\bbanyan\b[^;]{0,20}\.document\b/,
  share: /\bbanyan\b[^;]{0,20}\.share\b/,
};

function permissionFindings(texts: readonly TextFile[], declared: readonly MiniPermission[]): Finding[] {
  const code = texts.filter(({ kind }) => kind !== 'style');
  const isUsed = (permission: MiniPermission) => code.some(({ text }) => USES[permission].test(text));
  const isMentioned = code.some(({ text }) => /\bbanyan\b/.test(text));
  return miniPermissions.flatMap((permission): Finding[] => {
    const isDeclared = declared.includes(permission);
    if (!isDeclared && isUsed(permission)) {
      const message = `\`${permission}\` is used and not declared: put it under [banyan] in manifest.toml`;
      return [{ level: 'error', rule: 'undeclared-permission', message }];
    }
    if (isDeclared && !isMentioned) {
      const message = `\`${permission}\` is declared and window.banyan not used: people are asked for what is needed alone`;
      return [{ level: 'warning', rule: 'unused-permission', message }];
    }
    return [];
  });
}
