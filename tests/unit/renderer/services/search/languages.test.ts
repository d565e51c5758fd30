import { beforeAll, describe, expect, it } from 'vitest';
import { SearchScene } from '../../../../support/web/searchScene.ts';
import { value } from '../../../../support/shared/storeScene.ts';

/** What was said, by language; each row of the table below finds some of it and nothing else. */
const SAID = {
  english: 'The quick brown foxes jumped over the café wall',
  german: 'Die Straße nach München führt über die Brücke',
  french: 'L’été dernier, nous avons mangé des crêpes à Nîmes',
  spanish: 'El niño soñó con la montaña y el pingüino',
  vietnamese: 'Tôi thích ăn phở ở Hà Nội',
  russian: 'Ёжик принёс зелёное яблоко',
  chinese: '明天我们去北京大学图书馆看书',
  taiwanese: '下週我們在臺北開會',
  japanese: '来週、東京タワーでコーヒーを飲みましょう',
  thai: 'พรุ่งนี้เราจะไปกินข้าวที่ตลาดน้ำ',
  korean: '내일 서울에서 만나요',
  arabic: 'ذَهَبْتُ إلى المكتبةِ مع أحمد',
  persian: 'کتاب‌های خوبی دیدم',
  urdu: 'یہ کتاب بہت اچھی ہے',
  hebrew: 'שָׁלוֹם לכולם',
  punjabi: 'ਸਤ ਸ੍ਰੀ ਅਕਾਲ, ਮੈਂ ਪੰਜਾਬੀ ਸ਼ਹਿਰ ਤੋਂ ਹਾਂ',
  bengali: 'আমি বাংলায় গান গাই, কলম হারিয়ে গেছে',
  hindi: 'मुझे हिन्दी फ़िल्में पसंद हैं, कीमत ४५० रुपये',
  emoji: 'done 🎉 at 18:30',
} as const;
type Language = keyof typeof SAID;

/** What is typed, and what it finds. */
const TABLE: readonly (readonly [typed: string, finds: readonly Language[], why: string])[] = [
  ['fox', ['english'], 'a word by its beginning'],
  ['FOXES', ['english'], 'without case'],
  ['cafe', ['english'], 'without accents'],
  ['café', ['english'], 'with them'],
  ['quikc', ['english'], 'with letters in each other’s place'],
  ['brwn fxoes', ['english'], 'with a slip in each word'],
  ['oxes', [], 'a word is not found by its end'],
  ['"brown foxes"', ['english'], 'a phrase'],
  ['"foxes brown"', [], 'a phrase the other way round'],
  ['foxes brown', ['english'], 'words in any order'],
  ['strasse', ['german'], 'ß by ss'],
  ['munchen', ['german'], 'an umlaut by its letter'],
  ['brucke', ['german'], 'another'],
  ['ete', ['french'], 'behind an apostrophe'],
  ['creperie', [], 'what begins alike and ends otherwise'],
  ['nimes', ['french'], 'a circumflex'],
  ['nino', ['spanish'], 'a tilde'],
  ['pinguino', ['spanish'], 'a diaeresis'],
  ['pho', ['vietnamese'], 'two marks on one letter'],
  ['ha noi', ['vietnamese'], 'two words'],
  ['ежик', ['russian'], 'е for ё'],
  ['зеленое', ['russian'], 'ё within'],
  ['яблако', ['russian'], 'a slip in Cyrillic'],
  ['北京', ['chinese'], 'two letters'],
  ['京大', ['chinese'], 'a part across two words'],
  ['图书馆', ['chinese'], 'a whole word'],
  ['书', ['chinese'], 'a single letter'],
  ['大学北京', [], 'the same letters in another order'],
  ['北京书馆', [], 'pairs that stand there, and not together'],
  ['臺北', ['taiwanese'], 'traditional letters'],
  ['東京', ['japanese'], 'kanji'],
  ['コーヒー', ['japanese'], 'katakana'],
  ['こーひー', ['japanese'], 'the same in hiragana'],
  ['ｺｰﾋｰ', ['japanese'], 'the same in half width'],
  ['タワー', ['japanese'], 'at the end of a run'],
  ['ダワー', [], 'a voiced letter is another'],
  ['กินข้าว', ['thai'], 'two Thai words'],
  ['ตลาด', ['thai'], 'the beginning of a compound'],
  ['서울', ['korean'], 'before a particle'],
  ['만나', ['korean'], 'a stem'],
  ['ذهبت', ['arabic'], 'without vowel signs'],
  ['المكتبه', ['arabic'], 'ه for ة'],
  ['احمد', ['arabic'], 'alef without hamza'],
  ['كتاب', ['persian', 'urdu'], 'Arabic kaf for Persian keheh'],
  ['کتاب', ['persian', 'urdu'], 'and the other way round'],
  ['שלום', ['hebrew'], 'without points'],
  ['ਪੰਜਾਬੀ', ['punjabi'], 'Gurmukhi with its vowels'],
  ['ਸ਼ਹਿਰ', ['punjabi'], 'sha as one letter'],
  ['ਸ਼ਹਿਰ', ['punjabi'], 'sha as letter and dot'],
  ['ਪਿੰਜਾਬੀ', [], 'another vowel is another word'],
  ['বাংলায়', ['bengali'], 'yya as letter and dot'],
  ['বাংলায়', ['bengali'], 'yya as one letter'],
  ['কলম', ['bengali'], 'a word'],
  ['কালম', [], 'with another vowel'],
  ['हिन्दी', ['hindi'], 'a conjunct'],
  ['फ़िल्में', ['hindi'], 'fa with its dot'],
  ['450', ['hindi'], 'digits of any script'],
  ['🎉', ['emoji'], 'an emoji'],
  ['18:30', ['emoji'], 'a time'],
];

let scene: SearchScene;
beforeAll(async () => {
  scene = await SearchScene.open();
  await scene.take(...Object.values(SAID).map((text) => scene.bob.say(text)));
  value(await scene.index());
});

describe('what is typed finds what is meant', () => {
  it.each(TABLE)('SRC-1 %s finds %j: %s', async (typed, finds) => {
    const found = await scene.find(typed);
    expect(found.toSorted()).toEqual(finds.map((language) => SAID[language]).toSorted());
  });
});
