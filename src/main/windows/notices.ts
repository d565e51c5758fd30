import type { Notification, NotificationConstructorOptions } from 'electron';
import type { HostEventPayload, HostInput } from '@shared/ipc/contract.ts';
import { MAX_NOTICE_REPLY } from '@shared/ipc/noticeContract.ts';
import type { Labels } from './labels.ts';

type Shown = HostInput<'notice.show'>;
type Acted = HostEventPayload<'notice.acted'>;

/** What notices are shown with. */
export interface NoticeOptions {
  readonly platform: NodeJS.Platform;
  readonly labels: () => Labels;
  /** Whether the system shows any. */
  readonly isSupported: () => boolean;
  readonly create: (options: NotificationConstructorOptions) => Pick<Notification, 'on' | 'show' | 'close'>;
  /** Brings the app's window to the front. */
  readonly focus: () => void;
}

/** Most that stand on the screen: what is forgotten could be neither answered nor taken back, so older ones go. */
const MOST_SHOWN = 100;

/**
 * The system's notifications (WIN-18). macOS and Windows take an answer in the notification itself; elsewhere a button opens the chat.
 */
export class Notices {
  private readonly options: NoticeOptions;
  private readonly shown = new Map<string, Pick<Notification, 'close'>>();

  constructor(options: NoticeOptions) {
    this.options = options;
  }

  /** `acted` hears what the person does with it, in the page that asked for it. */
  show({ tag, title, body, isAnswerable }: Shown, acted: (payload: Acted) => void): void {
    if (!this.options.isSupported()) return;
    this.clear(tag);
    const { platform, labels, create, focus } = this.options;
    const hasReply = isAnswerable && (platform === 'darwin' || platform === 'win32');
    const words = labels();
    const buttons = isAnswerable ? (hasReply ? ['read' as const] : (['open', 'read'] as const)) : [];
    const texts = { read: words.markRead, open: words.reply };
    const notice = create({
      title,
      body,
      hasReply,
      ...(hasReply ? { replyPlaceholder: words.replyPlaceholder } : {}),
      actions: buttons.map((button) => ({ type: 'button', text: texts[button] })),
    });
    const forget = () => {
      if (this.shown.get(tag) === notice) this.shown.delete(tag);
    };
    const act = (done: Acted['act']) => {
      forget();
      notice.close();
      if (done.kind === 'open') focus();
      acted({ tag, act: done });
    };
    notice.on('click', () => act({ kind: 'open' }));
    notice.on('close', forget);
    notice.on('reply', ({ reply }) => act({ kind: 'reply', text: reply.slice(0, MAX_NOTICE_REPLY) }));
    notice.on('action', ({ actionIndex }) => {
      const kind = buttons[actionIndex];
      if (kind !== undefined) act({ kind });
    });
    this.remember(tag, notice);
    notice.show();
  }

  /** Takes all away that are shown. */
  clearAll(): void {
    for (const tag of [...this.shown.keys()]) this.clear(tag);
  }

  clear(tag: string): void {
    this.shown.get(tag)?.close();
    this.shown.delete(tag);
  }

  /** A notification that nobody holds is lost to the app: its answer would go nowhere. */
  private remember(tag: string, notice: Pick<Notification, 'close'>): void {
    this.shown.set(tag, notice);
    const [oldest] = this.shown.keys();
    if (this.shown.size > MOST_SHOWN && oldest !== undefined) this.clear(oldest);
  }
}
