import type { TextRow } from '../../shared/texts.ts';

/** Allergens and diets. */
export const allergenTexts = {
  gluten: ['gluten', '麸质', 'ਗਲੂਟਨ', 'গ্লুটেন', 'غلوتين', 'ग्लूटन', 'gluten', 'gluten'],
  crustaceans: ['crustaceans', '甲壳类', 'ਕੇਕੜੇ-ਝੀਂਗੇ', 'চিংড়ি-কাঁকড়া', 'قشريات', 'झींगा-केकड़ा', 'crustáceos', 'crustacés'],
  eggs: ['eggs', '蛋', 'ਅੰਡੇ', 'ডিম', 'بيض', 'अंडे', 'huevos', 'œufs'],
  fish: ['fish', '鱼', 'ਮੱਛੀ', 'মাছ', 'سمك', 'मछली', 'pescado', 'poisson'],
  peanuts: ['peanuts', '花生', 'ਮੂੰਗਫਲੀ', 'চিনাবাদাম', 'فول سوداني', 'मूँगफली', 'cacahuetes', 'arachides'],
  soya: ['soya', '大豆', 'ਸੋਇਆ', 'সয়া', 'صويا', 'सोया', 'soja', 'soja'],
  milk: ['milk', '奶', 'ਦੁੱਧ', 'দুধ', 'حليب', 'दूध', 'leche', 'lait'],
  nuts: ['nuts', '坚果', 'ਗਿਰੀਆਂ', 'বাদাম', 'مكسرات', 'मेवे', 'frutos secos', 'fruits à coque'],
  celery: ['celery', '芹菜', 'ਸੈਲਰੀ', 'সেলারি', 'كرفس', 'अजवाइन पत्ता', 'apio', 'céleri'],
  mustard: ['mustard', '芥末', 'ਰਾਈ', 'সরিষা', 'خردل', 'सरसों', 'mostaza', 'moutarde'],
  sesame: ['sesame', '芝麻', 'ਤਿਲ', 'তিল', 'سمسم', 'तिल', 'sésamo', 'sésame'],
  sulphites: ['sulphites', '亚硫酸盐', 'ਸਲਫਾਈਟ', 'সালফাইট', 'كبريتيت', 'सल्फ़ाइट', 'sulfitos', 'sulfites'],
  lupin: ['lupin', '羽扇豆', 'ਲੂਪਿਨ', 'লুপিন', 'ترمس', 'लूपिन', 'altramuces', 'lupin'],
  molluscs: ['molluscs', '软体动物', 'ਸਿੱਪੀਆਂ', 'শামুক-ঝিনুক', 'رخويات', 'घोंघा-सीप', 'moluscos', 'mollusques'],
  any: [
    'with meat or fish',
    '含肉或鱼',
    'ਮਾਸ ਜਾਂ ਮੱਛੀ',
    'মাংস বা মাছ',
    'لحم أو سمك',
    'मांस या मछली',
    'con carne o pescado',
    'viande ou poisson',
  ],
  vegetarian: ['vegetarian', '素食', 'ਸ਼ਾਕਾਹਾਰੀ', 'নিরামিষ', 'نباتي', 'शाकाहारी', 'vegetariano', 'végétarien'],
  vegan: ['vegan', '纯素', 'ਵੀਗਨ', 'ভেগান', 'نباتي صرف', 'वीगन', 'vegano', 'végan'],
} as const satisfies Record<string, TextRow>;
