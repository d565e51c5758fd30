import type { TextRow } from './texts.ts';

/** Words that every program needs. */
export const commonTexts = {
  add: ['Add', '添加', 'ਜੋੜੋ', 'যোগ করুন', 'إضافة', 'जोड़ें', 'Añadir', 'Ajouter'],
  cancel: ['Cancel', '取消', 'ਰੱਦ ਕਰੋ', 'বাতিল', 'إلغاء', 'रद्द करें', 'Cancelar', 'Annuler'],
  close: ['Close', '关闭', 'ਬੰਦ ਕਰੋ', 'বন্ধ করুন', 'إغلاق', 'बंद करें', 'Cerrar', 'Fermer'],
  remove: ['Remove', '移除', 'ਹਟਾਓ', 'সরান', 'إزالة', 'हटाएँ', 'Quitar', 'Retirer'],
  save: ['Save', '保存', 'ਸੰਭਾਲੋ', 'সংরক্ষণ', 'حفظ', 'सहेजें', 'Guardar', 'Enregistrer'],
  undo: ['Undo', '撤销', 'ਵਾਪਸ ਲਓ', 'পূর্বাবস্থা', 'تراجع', 'पूर्ववत करें', 'Deshacer', 'Annuler l’action'],
  edit: ['Edit', '编辑', 'ਸੋਧੋ', 'সম্পাদনা', 'تعديل', 'संपादित करें', 'Editar', 'Modifier'],
  someone: ['Someone', '某人', 'ਕੋਈ', 'কেউ একজন', 'شخص ما', 'कोई', 'Alguien', 'Quelqu’un'],
  you: ['You', '你', 'ਤੁਸੀਂ', 'আপনি', 'أنت', 'आप', 'Tú', 'Vous'],
} as const satisfies Record<string, TextRow>;
