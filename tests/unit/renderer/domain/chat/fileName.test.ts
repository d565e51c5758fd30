import { describe, expect, it } from 'vitest';
import { cleanFileName, endingStart, fileExtension, isRunnable } from '@domain/chat/fileName.ts';
import { plainWords } from '@domain/chat/plainWords.ts';
import type { BlobId } from '@shared/ids.ts';

/** What a sender may try, and what a person then sees. */
const SPOOFS: readonly (readonly [string, string])[] = [
  // Direction: the ending must stand where it is.
  ['photo\u202Egpj.exe', 'photogpj.exe'],
  ['\u202Ephoto.exe', 'photo.exe'],
  ['invoice\u202Efdp.scr', 'invoicefdp.scr'],
  ['photo\u202Dgpj.exe', 'photogpj.exe'],
  ['a\u2066b\u2069.txt', 'ab.txt'],
  ['a\u2067gpj\u2069.exe', 'agpj.exe'],
  ['a\u2068b.txt', 'ab.txt'],
  ['\u200Ea\u200F.txt', 'a.txt'],
  ['a\u061Cb.txt', 'ab.txt'],
  ['a\u202A\u202B\u202C.bat', 'a.bat'],
  // Nothing that cannot be seen.
  ['in\u200Bvoice.pdf', 'invoice.pdf'],
  ['photo.jpg\u200B.exe', 'photo.jpg.exe'],
  ['photo.jpg\u00AD.exe', 'photo.jpg.exe'],
  ['photo.e\u200Dxe', 'photo.exe'],
  ['photo\uFEFF.exe', 'photo.exe'],
  ['photo\u2060.exe', 'photo.exe'],
  ['photo\u3164.exe', 'photo.exe'],
  ['photo\u115F\u1160.exe', 'photo.exe'],
  ['photo\u2800.exe', 'photo.exe'],
  ['photo\u034F.exe', 'photo.exe'],
  ['photo\u{E0041}\u{E0042}.exe', 'photo.exe'],
  ['photo\u{E0100}.exe', 'photo.exe'],
  ['photo\uE000.exe', 'photo.exe'],
  ['photo\u17B4.exe', 'photo.exe'],
  ['photo\u180E.exe', 'photo.exe'],
  // Controls and line ends.
  ['a\u0000b.txt', 'ab.txt'],
  ['photo.jpg\u0000.exe', 'photo.jpg.exe'],
  ['a\r\nb.txt', 'ab.txt'],
  ['a\tb.txt', 'ab.txt'],
  ['a\u001B[31mb.txt', 'a[31mb.txt'],
  ['a\u0085b.txt', 'ab.txt'],
  ['a\u2028b\u2029.txt', 'ab.txt'],
  ['a\u007F.txt', 'a.txt'],
  // Paths, in every writing.
  ['../../etc/passwd', 'passwd'],
  ['..\\..\\boot.ini', 'boot.ini'],
  ['/etc/shadow', 'shadow'],
  ['C:\\Windows\\system32\\cmd.exe', 'cmd.exe'],
  ['\\\\server\\share\\a.txt', 'a.txt'],
  ['..', 'file'],
  ['.', 'file'],
  ['...', 'file'],
  ['a/..', 'a'],
  ['a\u2215b.txt', 'b.txt'],
  ['a\uFF0Fb.txt', 'b.txt'],
  ['a\uFF3Cb.txt', 'b.txt'],
  ['file:///etc/passwd', 'passwd'],
  ['a.txt/', 'a.txt'],
  // Names that mean a device.
  ['CON', '_CON'],
  ['nul.txt', '_nul.txt'],
  ['COM1.log', '_COM1.log'],
  ['lpt9', '_lpt9'],
  ['aux.tar.gz', '_aux.tar.gz'],
  ['CLOCK$', '_CLOCK$'],
  ['COM\u00B9.txt', '_COM\u00B9.txt'],
  ['console.log', 'console.log'],
  // Ends, spaces and forbidden letters.
  ['photo.jpg          .exe', 'photo.jpg.exe'],
  ['photo.jpg\u00A0\u00A0\u00A0\u2003.exe', 'photo.jpg.exe'],
  ['photo.exe.', 'photo.exe'],
  ['photo.exe ', 'photo.exe'],
  ['.bashrc', 'bashrc'],
  ['  spaced   out .txt', 'spaced out.txt'],
  ['a<b>c:d"e|f?g*.txt', 'a_b_c_d_e_f_g_.txt'],
  ['photo.jpg::$DATA', 'photo.jpg__$DATA'],
  ['photo\uFF0Eexe', 'photo.exe'],
  ['photo\u2024exe', 'photo.exe'],
  ['Z\u0351\u0352\u0353\u0354\u0355\u0356.txt', 'Z\u0353\u0354\u0355.txt'],
  ['\uD800a.txt', '\uFFFDa.txt'],
  ['', 'file'],
  ['\u202E', 'file'],
  ['   ', 'file'],
];

describe('cleanFileName', () => {
  it.each(SPOOFS)('CHT-22 %j is shown as what it is', (raw, clean) => {
    expect(cleanFileName(raw)).toBe(clean);
  });

  it('CHT-22 cleaning a clean name changes nothing', () => {
    for (const [raw] of SPOOFS) expect(cleanFileName(cleanFileName(raw))).toBe(cleanFileName(raw));
  });

  it('CHT-22 leaves ordinary names alone, in any script', () => {
    const names = [
      'Report 2026 (final).pdf',
      'صورة العائلة.jpg',
      '写真.png',
      'Ünïcödé – 1.5x.tar.gz',
      'rock & roll.mp3',
    ];
    for (const name of names) expect(cleanFileName(name)).toBe(name);
  });

  it('CHT-22 shortens a long name in its middle and keeps its ending', () => {
    for (const letter of ['a', 'ش', '写', '😀']) {
      const clean = cleanFileName(`${letter.repeat(400)}.jpg.exe`);
      expect(clean.length).toBeLessThanOrEqual(255);
      expect(new TextEncoder().encode(clean).length).toBeLessThanOrEqual(240);
      expect(fileExtension(clean)).toBe('exe');
      expect(clean.isWellFormed()).toBe(true);
      expect(cleanFileName(clean)).toBe(clean);
    }
  });
});

describe('fileExtension and isRunnable', () => {
  it('CHT-22 a name of any length, with everything hostile in it, is a short bare name at once', () => {
    const raw = `../../${'a\u202E'.repeat(150_000)}/${'\u{1F600}'.repeat(150_000)}\u202Egpj.exe`;
    const name = cleanFileName(raw);
    expect(name.endsWith('.exe')).toBe(true);
    expect(name.length).toBeLessThanOrEqual(255);
    expect(name).not.toMatch(/[\u202E/\\]/u);
    expect(isRunnable(name)).toBe(true);
  });

  it('CHT-23 the last ending counts, whatever stands before it', () => {
    expect(fileExtension('photo.jpg.EXE')).toBe('exe');
    expect(fileExtension('noEnding')).toBe('');
    expect(isRunnable(cleanFileName('photo\u202Egpj.exe'))).toBe(true);
    expect(isRunnable('holiday.jpg.lnk')).toBe(true);
    expect(isRunnable('page.svg')).toBe(true);
    expect(isRunnable('holiday.jpg')).toBe(false);
    expect(isRunnable('exe')).toBe(false);
  });

  it('CHT-23 says of programs of every system that they run, and of plain data that it does not', () => {
    const programs =
      'exe msi bat cmd ps1 sh app dmg deb rpm AppImage jar scr com vbs js lnk pif reg hta run desktop pkg apk iso';
    for (const ending of programs.split(' ')) expect([ending, isRunnable(`x.${ending}`)]).toEqual([ending, true]);
    const data = 'bin dat zip tar.gz 7z pdf docx xlsx txt md csv json png jpg webp mp3 mp4 mkv ttf db log';
    for (const ending of data.split(' ')) expect([ending, isRunnable(`x.${ending}`)]).toEqual([ending, false]);
  });

  it('CHT-23 the ending a person tells a file by is whole', () => {
    expect(cleanFileName(`${'n'.repeat(300)}.tar.gz`)).toMatch(/^n{200,}\.tar\.gz$/);
    const endingOf = (name: string) => name.slice(endingStart(name));
    expect(endingOf('backup.2026.tar.gz')).toBe('.tar.gz');
    expect(endingOf('dump.sql.zst')).toBe('.sql.zst');
    expect(endingOf('notes.txt')).toBe('.txt');
    expect(endingOf('song.gz')).toBe('.gz');
    expect(endingOf('.gz')).toBe('');
    expect(endingOf('README')).toBe('');
    expect(endingOf('v1. A long sentence that is no ending')).toBe('');
    expect(endingOf('holiday.jpg.exe')).toBe('.exe');
  });
});

describe('plainWords', () => {
  it('CHT-22 a message with a file says its caption, else the cleaned name', () => {
    const file = {
      blob: 'A'.repeat(43) as BlobId,
      size: 1,
      name: 'photo\u202Egpj.exe',
      mime: 'application/zip',
      picture: null,
    };
    expect(plainWords({ kind: 'file', file, caption: 'Look' })).toBe('Look');
    expect(plainWords({ kind: 'file', file, caption: '' })).toBe('photogpj.exe');
    expect(plainWords({ kind: 'text', text: 'Hello' })).toBe('Hello');
    expect(plainWords({ kind: 'unsupported' })).toBe('');
  });
});
