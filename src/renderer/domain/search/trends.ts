/** Which words and links rise in what one follows (SRC-20 to SRC-22). */
import type { EventId, SpaceId } from '@shared/ids.ts';
import type { Lane } from '../feed/post.ts';
import { excerptOf } from './excerpt.ts';
import { foldText } from './fold.ts';

/** Spans trends are looked at over. */
export const trendSpans = ['day', 'week', 'month'] as const;
/** See {@link trendSpans}. */
export type TrendSpan = (typeof trendSpans)[number];

/** How a span is cut: so many parts of so many ms. */
export const SPAN_PARTS: Readonly<Record<TrendSpan, { readonly parts: number; readonly length: number }>> = {
  day: { parts: 24, length: 3_600_000 },
  week: { parts: 7, length: 24 * 3_600_000 },
  month: { parts: 30, length: 24 * 3_600_000 },
};
/** What came before is looked at over so many spans. */
export const SPANS_BEFORE = 4;

/** A post whose words are counted. */
export interface CountedPost {
  readonly space: SpaceId;
  readonly post: EventId;
  readonly at: number;
  readonly lane: Lane;
  readonly text: string;
}

/** A post in which it is. */
export interface TrendPost extends Omit<CountedPost, 'text'> {
  /** Its first words. */
  readonly excerpt: string;
}

/** A word or link that rises. */
export interface Trend {
  /** As it is written most often. */
  readonly text: string;
  readonly kind: 'word' | 'link';
  /** In how many posts of each part of the span, oldest first. */
  readonly counts: readonly number[];
  /** How many times as often as before, by the share of posts it is in. */
  readonly rise: number;
  /** Newest first, the newest few. */
  readonly posts: readonly TrendPost[];
}

/** Fewest posts a trend is in. */
const FEWEST = 3;
/** How many trends are told. */
const MOST = 20;
/** How many posts of a trend are named. */
const MOST_POSTS = 20;
/** A word in more than this share of the posts of its script is grammar, where there is nothing of before to compare with. */
const COMMON = 0.4;
/** From so many posts on it can be told what is common in them. */
const ENOUGH = 6;
/** What is taken for granted of before: so many posts, of which a word is in that share. Little that was counted then moves it little. */
const PRIOR_POSTS = 5;
const PRIOR_SHARE = 0.05;
/** It rises when it is in so many times as large a share of posts as before. */
const LEAST_RISE = 1.5;

const LINK = /https?:\/\/[^\s<>"'()[\]{}]+/giu;
const LONE_HAN = /^\p{sc=Han}$/u;
const SCRIPTS = [
  'Latin',
  'Han',
  'Hiragana',
  'Katakana',
  'Arabic',
  'Cyrillic',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Thai',
];
const SCRIPT_TESTS = SCRIPTS.map((script) => [script, new RegExp(String.raw`\p{sc=${script}}`, 'u')] as const);

interface Tally {
  readonly kind: Trend['kind'];
  readonly script: string;
  readonly forms: Map<string, number>;
  readonly counts: number[];
  readonly posts: CountedPost[];
  now: number;
  before: number;
}

/** Counts posts one by one, in any order; then tells what rises. */
export class TrendCounter {
  private readonly now: number;
  private readonly span: TrendSpan;
  private readonly words = new Intl.Segmenter(undefined, { granularity: 'word' });
  private readonly tallies = new Map<string, Tally>();
  /** Posts in which there is something of a script, now and before. */
  private readonly scripts = new Map<string, { now: number; before: number }>();

  constructor(span: TrendSpan, now: number) {
    this.span = span;
    this.now = now;
  }

  /** The first moment that counts: of the span itself, or of what came before it. */
  static startOf(span: TrendSpan, now: number, spans: number): number {
    const { parts, length } = SPAN_PARTS[span];
    return now - parts * length * spans;
  }

  add(post: CountedPost): void {
    const isNow = post.at > TrendCounter.startOf(this.span, this.now, 1);
    const seen = new Set<string>();
    const scripts = new Set<string>();
    for (const { key, form, kind, script } of this.saidIn(post.text)) {
      scripts.add(script);
      if (seen.has(key)) continue;
      seen.add(key);
      const tally = this.tallyOf(key, kind, script);
      tally.forms.set(form, (tally.forms.get(form) ?? 0) + 1);
      if (!isNow) tally.before += 1;
      if (!isNow) continue;
      tally.now += 1;
      tally.posts.push(post);
      const part = this.partOf(post.at);
      tally.counts[part] = (tally.counts[part] ?? 0) + 1;
    }
    for (const script of scripts) {
      const count = this.scripts.get(script) ?? { now: 0, before: 0 };
      this.scripts.set(script, isNow ? { ...count, now: count.now + 1 } : { ...count, before: count.before + 1 });
    }
  }

  /** What rises, most telling first. */
  trends(): readonly Trend[] {
    const rising = [...this.tallies].flatMap(([word, tally]) => {
      const rise = this.riseOf(tally);
      return rise === null ? [] : [{ tally, rise, length: word.length, weight: Math.log(rise) * tally.now }];
    });
    return (
      rising
        // Of words that are in the same posts the longest says most.
        .toSorted((one, other) => other.weight - one.weight || other.length - one.length)
        .filter(({ tally }, index, all) => !all.slice(0, index).some((better) => isSame(better.tally, tally)))
        .slice(0, MOST)
        .map(({ tally, rise }) => trendOf(tally, rise))
    );
  }

  /** Null for what is too seldom, too common, or rises no faster than all else. */
  private riseOf({ kind, script, now, before }: Tally): number | null {
    const posts = this.scripts.get(script) ?? { now: 0, before: 0 };
    if (now < FEWEST) return null;
    // With enough of before, what is always common does not rise.
    const canCompare = posts.before >= ENOUGH || posts.now < ENOUGH;
    if (kind === 'word' && !canCompare && now / posts.now > COMMON) return null;
    const share = (before + PRIOR_SHARE * PRIOR_POSTS) / (posts.before + PRIOR_POSTS);
    const rise = now / posts.now / share;
    return rise >= LEAST_RISE ? rise : null;
  }

  private tallyOf(key: string, kind: Trend['kind'], script: string): Tally {
    const known = this.tallies.get(key);
    if (known !== undefined) return known;
    const counts = Array.from({ length: SPAN_PARTS[this.span].parts }, () => 0);
    const tally = { kind, script, forms: new Map<string, number>(), counts, posts: [], now: 0, before: 0 };
    this.tallies.set(key, tally);
    return tally;
  }

  private partOf(at: number): number {
    const { parts, length } = SPAN_PARTS[this.span];
    const back = Math.floor((this.now - at) / length);
    return Math.max(0, parts - 1 - Math.max(0, back));
  }

  /** Words as the platform cuts them. It takes a word it does not know for single letters: two that stand together may be one. */
  private *wordsIn(text: string): Generator<string> {
    let before = '';
    for (const { segment, isWordLike } of this.words.segment(text)) {
      const isLetter = LONE_HAN.test(segment);
      if (isLetter && before !== '') yield before + segment;
      before = isLetter ? segment : '';
      if (isWordLike === true) yield segment;
    }
  }

  private *saidIn(text: string): Generator<{ key: string; form: string; kind: Trend['kind']; script: string }> {
    for (const [link] of text.matchAll(LINK)) {
      const address = addressOf(link);
      if (address !== null) yield { key: `link ${address}`, form: address, kind: 'link', script: 'link' };
    }
    for (const word of this.wordsIn(text.replaceAll(LINK, ' '))) {
      const folded = foldText(word).text;
      const script = scriptOf(folded);
      if (isTelling(folded, script)) yield { key: folded, form: word, kind: 'word', script };
    }
  }
}

/** Without what only leads there: fragment, parameters, the slash at its end. */
function addressOf(link: string): string | null {
  const read = /^https?:\/\/(?:www\.)?(?<host>[^/?#]+)(?<path>[^?#]*)/iu.exec(link.replace(/[.,;:!?]+$/u, ''));
  const host = read?.groups?.['host'];
  if (host === undefined) return null;
  return host.toLowerCase() + (read?.groups?.['path'] ?? '').replace(/\/$/, '');
}

function scriptOf(word: string): string {
  return SCRIPT_TESTS.find(([, test]) => test.test(word))?.[0] ?? 'other';
}

/** Numbers and the shortest words are in everything. */
function isTelling(word: string, script: string): boolean {
  if (/^[\p{N}\p{P}\p{S}]+$/u.test(word)) return false;
  const letters = Array.from(word).length;
  return letters >= (script === 'Latin' || script === 'Cyrillic' ? 3 : 2);
}

/** Two words of the very same posts are one trend. */
function isSame(one: Tally, other: Tally): boolean {
  return one.posts.length === other.posts.length && one.posts.every((post, index) => other.posts[index] === post);
}

function trendOf({ kind, forms, counts, posts }: Tally, rise: number): Trend {
  const [text = ''] = [...forms].toSorted(([, one], [, other]) => other - one)[0] ?? [];
  const newest = posts
    .toSorted((one, other) => other.at - one.at)
    .slice(0, MOST_POSTS)
    .map(({ text: words, ...post }) => ({ ...post, excerpt: excerptOf(words, []).text }));
  return { text, kind, counts, rise, posts: newest };
}
