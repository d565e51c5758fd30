/** The few words the main process itself shows: menus, tray, badge. The pages have their own catalogues. */

const english = {
  file: 'File',
  edit: 'Edit',
  view: 'View',
  window: 'Window',
  open: 'Open Banyan',
  close: 'Close Window',
  quit: 'Quit Banyan',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  resetZoom: 'Actual Size',
  fullScreen: 'Full Screen',
  minimize: 'Minimize',
  unreadOne: '1 unread message',
  unreadMany: '{count} unread messages',
  reply: 'Reply',
  replyPlaceholder: 'Write a reply',
  markRead: 'Mark as read',
} as const satisfies Record<string, string>;

const arabic = {
  file: 'ملف',
  edit: 'تحرير',
  view: 'عرض',
  window: 'نافذة',
  open: 'فتح بانيان',
  close: 'إغلاق النافذة',
  quit: 'إنهاء بانيان',
  undo: 'تراجع',
  redo: 'إعادة',
  cut: 'قص',
  copy: 'نسخ',
  paste: 'لصق',
  selectAll: 'تحديد الكل',
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  resetZoom: 'الحجم الأصلي',
  fullScreen: 'ملء الشاشة',
  minimize: 'تصغير النافذة',
  unreadOne: 'رسالة واحدة غير مقروءة',
  unreadMany: 'الرسائل غير المقروءة: {count}',
  reply: 'رد',
  replyPlaceholder: 'اكتب ردًا',
  markRead: 'وضع علامة مقروء',
} as const satisfies Record<keyof typeof english, string>;

/** Label by name, in one language. */
export type Labels = Readonly<Record<keyof typeof english, string>>;

/** The labels for a system locale such as `ar-EG`; English where there is no translation. */
export function labelsFor(locale: string): Labels {
  return locale.toLowerCase().split(/[-_]/)[0] === 'ar' ? arabic : english;
}

/** How many messages are unread, in words; empty when none is. */
export function describeUnread(count: number, labels: Labels, locale: string): string {
  if (count <= 0) return '';
  if (count === 1) return labels.unreadOne;
  return labels.unreadMany.replace('{count}', new Intl.NumberFormat(locale).format(count));
}
