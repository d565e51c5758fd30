import type { TextRow } from './texts.ts';

/** Words of every program that can have something paid. */
export const payTexts = {
  payWithheld: [
    'You do not let this program ask you to pay. Allow it in the settings, under “Mini programs”.',
    '你没有允许此程序请你付款。可在设置的“小程序”中允许。',
    'ਤੁਸੀਂ ਇਸ ਪ੍ਰੋਗਰਾਮ ਨੂੰ ਭੁਗਤਾਨ ਮੰਗਣ ਨਹੀਂ ਦਿੰਦੇ। ਸੈਟਿੰਗਾਂ ਵਿੱਚ “ਮਿਨੀ ਪ੍ਰੋਗਰਾਮ” ਹੇਠਾਂ ਇਜਾਜ਼ਤ ਦਿਓ।',
    'আপনি এই প্রোগ্রামকে অর্থ চাইতে দেন না। সেটিংসে “মিনি প্রোগ্রাম”-এ গিয়ে অনুমতি দিন।',
    'أنت لا تسمح لهذا البرنامج بأن يطلب منك الدفع. اسمح له في الإعدادات تحت «البرامج المصغّرة».',
    'आप इस प्रोग्राम को भुगतान माँगने नहीं देते। सेटिंग में “मिनी प्रोग्राम” के नीचे अनुमति दें।',
    'No permites que este programa te pida pagar. Permítelo en los ajustes, en «Miniprogramas».',
    'Vous ne laissez pas ce programme vous demander de payer. Autorisez-le dans les réglages, sous « Mini-programmes ».',
  ],
} as const satisfies Record<string, TextRow>;
