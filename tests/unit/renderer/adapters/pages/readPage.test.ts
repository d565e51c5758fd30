// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import { readPage } from '@adapters/pages/readPage.ts';

const AT = 'https://harbour.example/news/today';

describe('what a page says of itself', () => {
  it('PVW-1 is said by the words made for it before its own', () => {
    const page = `<!doctype html><html><head><title>Harbour</title>
      <meta name="description" content="plain">
      <meta property="og:title" content="Ferry &amp; fish">
      <meta property="og:title" content="second">
      <meta name="twitter:description" content="It leaves
        at seven">
      <meta property="og:site_name" content="Harbour news">
      <meta property="og:image" content="../pier.jpg"></head><body><meta property="og:site_name" content="x"></body></html>`;
    expect(readPage(page, AT)).toEqual({
      title: 'Ferry & fish',
      description: 'It leaves at seven',
      site: 'Harbour news',
      picture: 'https://harbour.example/pier.jpg',
    });
  });

  it('PVW-1 is its title and description where it has no others, and nothing where it has none', () => {
    const plain = '<title> Harbour\n news </title><meta name="Description" content="All of it">';
    expect(readPage(plain, AT)).toEqual({ title: 'Harbour news', description: 'All of it', site: '', picture: null });
    for (const page of ['', '<p>Hello', '<svg><title>Drawn</title></svg>', '<<<>>>', '\u0000'])
      expect([page, readPage(page, AT)]).toEqual([page, { title: '', description: '', site: '', picture: null }]);
  });

  it('PVW-2 names pictures of the web only', () => {
    const pictureOf = (place: string) => readPage(`<meta property="og:image" content="${place}">`, AT).picture;
    expect(pictureOf('//cdn.example/p.png')).toBe('https://cdn.example/p.png');
    for (const place of ['javascript:1', 'data:image/png;base64,AA', 'file:///a', 'https://a:b@c.example/', 'http://'])
      expect([place, pictureOf(place)]).toEqual([place, null]);
  });

  it('PVW-2 runs nothing and asks for nothing', () => {
    const page = `<title>Calm</title><script>document.title = 'owned'</script><img src="https://pixel.example/" onerror="document.title='owned'">`;
    document.title = 'mine';
    expect(readPage(page, AT).title).toBe('Calm');
    expect(document.title).toBe('mine');
    expect(document.querySelector('img')).toBeNull();
  });
});
