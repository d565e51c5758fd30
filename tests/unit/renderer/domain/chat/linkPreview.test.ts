import { describe, expect, it } from 'vitest';
import { type LinkPreview, PREVIEW_LIMITS, cutLinkPreview, readLinkPreview } from '@domain/chat/linkPreview.ts';
import { MAX_THUMBNAIL_BYTES } from '@domain/chat/file.ts';
import { projectEvent } from '@domain/chat/project.ts';
import { Chain, alice, bob, chat } from '../../../../support/shared/storeFixtures.ts';

const PREVIEW: LinkPreview = {
  url: 'https://harbour.example/ferry?day=1#times',
  title: 'Ferry at seven',
  description: 'It leaves at seven.',
  site: 'Harbour news',
  thumbnail: new Uint8Array([1, 2, 3]),
};

function said(body: Record<string, unknown>) {
  const projection = projectEvent(new Chain(bob, 'device', chat).next({ at: 1, body }), alice);
  return projection.kind === 'message' ? projection.message.body : projection.kind;
}

describe('what a message shows of a page it links to', () => {
  it('CHT-42 goes with a text', () => {
    expect(said({ text: 'Look', preview: PREVIEW })).toEqual({ kind: 'text', text: 'Look', preview: PREVIEW });
    expect(said({ text: 'Look' })).toEqual({ kind: 'text', text: 'Look' });
  });

  it('CHT-42 is left out where it fits none, and the words stand', () => {
    const bad: readonly unknown[] = [
      null,
      'https://harbour.example/',
      { ...PREVIEW, title: '' },
      { ...PREVIEW, title: '\u202e\u200b' },
      { ...PREVIEW, title: 'x'.repeat(PREVIEW_LIMITS.title + 1) },
      { ...PREVIEW, description: 'x'.repeat(PREVIEW_LIMITS.description + 1) },
      { ...PREVIEW, site: 'x'.repeat(PREVIEW_LIMITS.site + 1) },
      { ...PREVIEW, thumbnail: new Uint8Array(MAX_THUMBNAIL_BYTES + 1) },
      { ...PREVIEW, thumbnail: 'data:image/png;base64,' },
      { ...PREVIEW, picture: 'https://harbour.example/pixel.png' },
      { ...PREVIEW, site: undefined },
    ];
    for (const preview of bad) expect(said({ text: 'Look', preview })).toEqual({ kind: 'text', text: 'Look' });
  });

  it('CHT-42 leads to an address of the web and nowhere else, as it is opened', () => {
    const leads = (url: string) => readLinkPreview({ ...PREVIEW, url }) !== null;
    for (const url of [
      'https://harbour.example/',
      'http://127.0.0.1:8080/a',
      'https://[2001:db8::1]/x',
      'https://xn--80ak6aa92e.com/',
    ])
      expect([url, leads(url)]).toEqual([url, true]);
    for (const url of [
      'javascript:alert(1)//x.example/',
      'file:///etc/passwd',
      'banyan://invite#x',
      'https://bank.example@evil.example/',
      'https://bank.example:pass@evil.example/',
      'https://аррӏе.com/',
      'https://Harbour.example/',
      'https://harbour.example',
      'https://harbour.example/a b',
      'https://harbour.example\\@evil.example/',
      'https://harbour.example/\u202e',
      `https://harbour.example/${'a'.repeat(PREVIEW_LIMITS.url)}`,
    ])
      expect([url, leads(url)]).toEqual([url, false]);
  });

  it('CHT-42 is cut to its bounds and cleaned to lines before it goes', () => {
    const made = cutLinkPreview({
      ...PREVIEW,
      title: `  A\n\n  ferry \u202e${'x'.repeat(5000)}`,
      description: '\u200b',
      site: '👩‍👩‍👧'.repeat(40),
    });
    expect(made?.title.startsWith('A ferry xxx')).toBe(true);
    expect(made?.title.length).toBeLessThanOrEqual(PREVIEW_LIMITS.title);
    expect(made?.title.endsWith('…')).toBe(true);
    expect(made?.description).toBe('');
    expect(made?.site.length).toBeLessThanOrEqual(PREVIEW_LIMITS.site);
    expect(made === null ? null : readLinkPreview(made)).toEqual(made);
    expect(cutLinkPreview({ ...PREVIEW, title: ' \n ' })).toBeNull();
  });
});
