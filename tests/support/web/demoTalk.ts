import type { MessageState } from '@services/workspace/workspace.ts';

/** One thing said. `gap`: minutes since the one before it. */
export interface DemoLine {
  readonly own: boolean;
  /** Null: of a kind this version does not know. */
  readonly text: string | null;
  readonly state?: MessageState;
  readonly gap?: number;
}

const me = (text: string, more: Partial<DemoLine> = {}): DemoLine => ({ own: true, text, ...more });
const they = (text: string | null, more: Partial<DemoLine> = {}): DemoLine => ({ own: false, text, ...more });

export const demoTalk = {
  leila: [
    they('Morning! Did the canteen people write back about Thursday?', { gap: 2000 }),
    me('They did. Twelve portions, two without nuts 🌰'),
    they('Perfect'),
    they(
      'I will bring the long table and the blue chairs. Could you ask Tomás whether the hall has enough plugs for the kettle, the projector and the little oven? Last time we tripped the fuse twice and had to cut the cake by torchlight, which was romantic but slow.',
      { gap: 1 },
    ),
    me('Ha. Asking him now', { gap: 9 }),
    me('He says four on the left wall, and an extension in the cupboard'),
    they('❤️', { gap: 1500 }),
    they('The draft programme is here: https://example.org/programme?day=thursday — tell me if the times work'),
    me('Reading it on the tram', { gap: 14 }),
    me(
      'Looks good. I would move the reading before lunch: people are hungry after eleven and nobody listens to a hungry poem.',
      { gap: 2 },
    ),
    they('Agreed, moved', { gap: 3 }),
    they(null, { gap: 2 }),
    they('مرحبا، هل يمكنك مراجعة النص العربي أيضًا؟ الرابط نفسه، الصفحة الثانية.', { gap: 30 }),
    me('أكيد، سأراجعه الليلة وأرسل ملاحظاتي قبل الصباح.'),
    they('You are a treasure 🙏🏽', { gap: 2 }),
    me('👩🏽‍🌾🌳✨', { gap: 1 }),
    they('One more thing: can we print the map in A3?', { gap: 22 }),
    me('Yes, the shop by the station does it for two coins a sheet', { state: 'read', gap: 2 }),
    me('I can collect them on Wednesday', { state: 'delivered', gap: 1 }),
    me('Shall I order ten?', { state: 'sent', gap: 1 }),
  ],
  yusuf: [
    me('صباح الخير يوسف، هل وصل الطرد؟', { gap: 300 }),
    they('صباح النور! نعم وصل أمس مساءً، شكرًا جزيلًا.', { gap: 20 }),
    me('الحمد لله. جرّب البرنامج الصغير الذي أرسلته: Banyan 0.1', { gap: 5 }),
    they('جرّبته على الحاسوب القديم ويعمل بسرعة، حتى من دون إنترنت في البيت.', { gap: 60 }),
    they('عندي سؤال عن النسخ الاحتياطي', { gap: 1 }),
    they('هل نتحدث الليلة الساعة ٩؟ 🌙', { gap: 1 }),
  ],
  tomas: [
    they('Four plugs on the left wall.', { gap: 900 }),
    they('And an extension lead in the cupboard, the key is with Ana'),
    me('Thank you! And the fuse?', { gap: 6 }),
    they('16 A. One kettle at a time 😄', { gap: 3 }),
    me('Noted.', { state: 'failed', gap: 12 }),
    me('I will write it on the door.', { state: 'queued', gap: 1 }),
  ],
  ada: [
    they(
      'Could you look at the numbers for the second quarter before the call? Mail me at ada@example.com if it is easier.',
      { gap: 10 },
    ),
    me('On it', { state: 'delivered' }),
  ],
  wen: [
    me('你好！周末一起去爬山吗？', { gap: 40 }),
    they('好啊，几点出发？', { gap: 8 }),
    me('早上七点，在地铁站门口见。', { gap: 2 }),
  ],
  gurpreet: [
    they('ਸਤ ਸ੍ਰੀ ਅਕਾਲ! ਕੀ ਹਾਲ ਹੈ?', { gap: 30 }),
    me('ਵਧੀਆ! ਤੁਸੀਂ ਦੱਸੋ 🙂', { gap: 4 }),
    they('Photos from the wedding tomorrow, inshallah', { gap: 2 }),
  ],
  sam: [me('The keys are under the third pot', { gap: 3 }), they('Found them, thanks!')],
  spam: [they('You have won. Open http://xn--pypal-4ve.com now')],
} satisfies Record<string, readonly DemoLine[]>;

const WORDS =
  'the river was high and we took the long boat out past the weir where herons stand still as posts until someone laughs'.split(
    ' ',
  );

/** Many lines of mixed heights: one word to a dozen lines, emoji, links, Arabic. The same every time. */
export function longTalk(count: number): readonly DemoLine[] {
  let seed = 42;
  const next = (most: number) => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return (seed >>> 8) % most;
  };
  return Array.from({ length: count }, (_, index): DemoLine => {
    const own = next(10) < 4;
    const gap = next(9) === 0 ? 30 + next(400) : next(4);
    const shape = next(20);
    if (shape === 0) return { own, gap, text: ['👍', '😂😂', '🛶', '❤️'][next(4)] ?? '👍' };
    if (shape === 1) return { own, gap, text: `Plan ${index}: https://example.org/plan/${index}?view=week` };
    if (shape === 2) return { own, gap, text: 'نلتقي عند الجسر في السابعة، لا تنسوا السترات.' };
    const length = shape < 5 ? 40 + next(120) : 1 + next(18);
    const start = next(WORDS.length);
    const words = Array.from({ length }, (__, step) => WORDS[(start + step) % WORDS.length]).join(' ');
    return { own, gap, text: `${words.charAt(0).toUpperCase()}${words.slice(1)}. #${index}` };
  });
}
