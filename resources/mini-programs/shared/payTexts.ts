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
  payDeclined: [
    'Not paid.',
    '未付款。',
    'ਭੁਗਤਾਨ ਨਹੀਂ ਹੋਇਆ।',
    'অর্থ দেওয়া হয়নি।',
    'لم يُدفع.',
    'भुगतान नहीं हुआ।',
    'No pagado.',
    'Non payé.',
  ],
  payPending: [
    'Not known yet whether it was paid. Ask again later: nothing is paid twice.',
    '还不知道是否已付款。请稍后再问：不会重复付款。',
    'ਹਾਲੇ ਪਤਾ ਨਹੀਂ ਭੁਗਤਾਨ ਹੋਇਆ ਜਾਂ ਨਹੀਂ। ਬਾਅਦ ਵਿੱਚ ਦੁਬਾਰਾ ਪੁੱਛੋ: ਦੋ ਵਾਰ ਪੈਸੇ ਨਹੀਂ ਜਾਂਦੇ।',
    'অর্থ গেছে কি না এখনও জানা যায়নি। পরে আবার জিজ্ঞেস করুন: দুবার দেওয়া হয় না।',
    'لم يُعرف بعد هل تم الدفع. اسأل مجددًا لاحقًا: لا يُدفع شيء مرتين.',
    'अभी पता नहीं कि भुगतान हुआ या नहीं। बाद में फिर पूछें: दो बार पैसे नहीं जाते।',
    'Aún no se sabe si se ha pagado. Pregunta más tarde: nada se paga dos veces.',
    'On ne sait pas encore si c’est payé. Redemandez plus tard : rien n’est payé deux fois.',
  ],
  payAgain: [
    'Ask again',
    '再问一次',
    'ਦੁਬਾਰਾ ਪੁੱਛੋ',
    'আবার জিজ্ঞেস করুন',
    'اسأل مجددًا',
    'फिर पूछें',
    'Preguntar otra vez',
    'Redemander',
  ],
} as const satisfies Record<string, TextRow>;
