import { describe, expect, it } from 'vitest';
import { createMemoryHost } from '@adapters/memory/host/memoryHost.ts';
import { BROKEN_PICTURE, MEMORY_PICTURE, createMemoryPictures } from '@adapters/memory/media/memoryPictures.ts';
import type { PageFacts } from '@ports/pageReader.ts';
import { createPreviewActs } from '@services/previews/linkPreviews.ts';

const PAGE = 'https://harbour.example/ferry';
const PICTURE = 'https://cdn.example/pier.png';
const FACTS: PageFacts = { title: 'Ferry', description: 'At seven', site: 'Harbour', picture: PICTURE };
const bytes = (text: string) => new TextEncoder().encode(text);

function setup(facts: PageFacts = FACTS, isOn = true) {
  const host = createMemoryHost();
  const asked: string[] = [];
  const read: (readonly string[])[] = [];
  const acts = createPreviewActs({
    host: {
      call: (method, input) => {
        asked.push(method);
        return host.call(method, input);
      },
    },
    readPage: async (...page) => {
      read.push(page);
      return facts;
    },
    pictures: createMemoryPictures(),
    isOn: () => isOn,
  });
  host.pages.set(PAGE, { url: 'https://www.harbour.example/en/ferry', text: '<title>Ferry</title>' });
  host.pages.set(PICTURE, { bytes: bytes(`${MEMORY_PICTURE} and where it was taken`) });
  return { host, acts, asked, read };
}

describe('what a link is shown with', () => {
  it('MSG-11 is made of what the page says, with its picture drawn anew', async () => {
    const { acts, read } = setup();
    const made = await acts.previewLink('https://HARBOUR.example/ferry');
    expect(made).toEqual({
      ok: true,
      value: {
        // As the words lead, wherever that led on to.
        url: PAGE,
        title: 'Ferry',
        description: 'At seven',
        site: 'Harbour',
        thumbnail: bytes('small'),
      },
    });
    // Its own addresses are read against where it was found.
    expect(read).toEqual([['<title>Ferry</title>', 'https://www.harbour.example/en/ferry']]);
  });

  it('MSG-11 asks nobody for anything while previews are off', async () => {
    const { acts, asked } = setup(FACTS, false);
    expect(await acts.previewLink(PAGE)).toEqual({ ok: true, value: null });
    expect(asked).toEqual([]);
  });

  it('MSG-11 is nothing where the page cannot be had or says nothing', async () => {
    const { acts, asked } = setup();
    expect(await acts.previewLink('https://other.example/')).toEqual({ ok: true, value: null });
    expect(await acts.previewLink('not an address')).toEqual({ ok: true, value: null });
    expect(asked).toEqual(['preview.page']);
    const silent = setup({ ...FACTS, title: ' ' });
    expect(await silent.acts.previewLink(PAGE)).toEqual({ ok: true, value: null });
    // Of a page that is not shown no picture is asked for.
    expect(silent.asked).toEqual(['preview.page']);
  });

  it('MSG-11 does without a picture that cannot be had or drawn', async () => {
    for (const content of [`${BROKEN_PICTURE} bomb`, '<svg onload="alert(1)"/>', null]) {
      const { acts, host } = setup();
      if (content === null) host.pages.delete(PICTURE);
      else host.pages.set(PICTURE, { bytes: bytes(content) });
      expect(await acts.previewLink(PAGE)).toMatchObject({ value: { title: 'Ferry', thumbnail: null } });
    }
  });
});
