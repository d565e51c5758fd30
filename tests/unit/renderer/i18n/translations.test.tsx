// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, test } from 'vitest';
import { first as arabicFirst } from '@i18n/ar/first.ts';
import { rest as arabicRest } from '@i18n/ar/rest.ts';
import { first } from '@i18n/en/first.ts';
import { rest } from '@i18n/en/rest.ts';
import type { Catalogue, CataloguePart, Locale } from '@i18n/locales.ts';
import { Translations } from '@i18n/Translations.tsx';
import { useT } from '@i18n/useT.tsx';
import '../../../support/web/waiting.ts';
import { eventually } from '../../../support/shared/eventually.ts';

afterEach(cleanup);

/** A sentence that is shown first, and one that is shown later. */
function Words() {
  const t = useT();
  return <p>{`${t('common.appName')} | ${t('wallet.you')}`}</p>;
}

const SENTENCES = { en: { first, rest }, ar: { first: arabicFirst, rest: arabicRest } };

/** Sentences that come, or do not, when the test says so. */
class Post {
  readonly asked: string[] = [];
  private readonly waiting = new Map<string, (comes: boolean) => void>();
  readonly load = async (locale: Locale, part: CataloguePart): Promise<Partial<Catalogue>> => {
    this.asked.push(`${locale} ${part}`);
    const comes = await new Promise<boolean>((settle) => {
      this.waiting.set(`${locale} ${part}`, settle);
    });
    if (!comes) throw new TypeError('not served');
    return SENTENCES[locale][part];
  };
  readonly come = (name: string, comes = true): Promise<void> =>
    act(async () => {
      await eventually(() => expect(this.waiting.has(name)).toBe(true));
      this.waiting.get(name)?.(comes);
      this.waiting.delete(name);
      await new Promise((resolve) => setTimeout(resolve));
    });
}

function shown(locale: string, painted?: Promise<void>) {
  const post = new Post();
  const parts: { all: () => Promise<void> } = { all: () => Promise.reject(new Error('nothing said how to wait')) };
  const onFirst = (all: () => Promise<void>) => {
    parts.all = all;
  };
  const page = (chosen: string) => (
    <Translations locale={chosen} load={post.load} painted={painted} onFirst={onFirst}>
      <Words />
    </Translations>
  );
  const { rerender } = render(page(locale));
  const words = () => screen.queryByText(/\|/u)?.textContent ?? null;
  return { post, words, all: () => parts.all(), choose: (chosen: string) => rerender(page(chosen)) };
}

describe('sentences as they come', () => {
  test('I18N-8 the first part is shown without waiting for the rest, which comes by itself', async () => {
    const { post, words, all } = shown('en');
    expect(words()).toBeNull();
    await post.come('en first');
    expect(words()).toBe('Banyan | wallet.you');
    let isWhole = false;
    const whole = all().then(() => {
      isWhole = true;
    });
    await act(async () => Promise.resolve());
    expect(isWhole).toBe(false);
    await post.come('en rest');
    await whole;
    expect(words()).toBe('Banyan | you');
  });

  test('I18N-8 the rest is not asked for before the first picture is painted', async () => {
    let paint = (): void => undefined;
    const { post, all } = shown(
      'en',
      new Promise<void>((resolve) => {
        paint = resolve;
      }),
    );
    const whole = all();
    await post.come('en first');
    expect(post.asked).toEqual(['en first']);
    paint();
    await post.come('en rest');
    await whole;
    expect(post.asked).toEqual(['en first', 'en rest']);
  });

  test('I18N-8 a rest that did not come fails whoever waits for it, and is fetched again for who waits next', async () => {
    const { post, words, all } = shown('en');
    await post.come('en first');
    const whole = all();
    const failed = expect(whole).rejects.toThrow('not served');
    await post.come('en rest', false);
    await failed;
    expect(words()).toBe('Banyan | wallet.you');
    const second = all();
    await post.come('en rest');
    await second;
    expect(words()).toBe('Banyan | you');
  });

  test('I18N-8 another language is shown when all of it is there, and the old one until then', async () => {
    const { post, words, choose } = shown('en');
    await post.come('en first');
    await post.come('en rest');
    choose('ar');
    await post.come('ar first');
    expect(words()).toBe('Banyan | you');
    expect(document.documentElement.dir).toBe('ltr');
    await post.come('ar rest');
    expect(words()).toBe('بانيان | أنت');
    expect(document.documentElement.dir).toBe('rtl');
  });
});
