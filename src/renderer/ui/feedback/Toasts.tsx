import { X } from 'lucide-react';
import {
  createContext,
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { classNames } from '../classNames.ts';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Badge } from '../display/Badge.tsx';
import { type KnownToast, type ToastContent, withToast } from './toastList.ts';
import styles from './Toasts.module.css';

const ToastContext = createContext<((toast: ToastContent) => void) | null>(null);

/** Gives `show(toast)`. */
export function useToast(): (toast: ToastContent) => void {
  const show = use(ToastContext);
  if (show === null) throw new Error('useToast needs a ToastProvider above it');
  return show;
}

export interface ToastProviderProps {
  readonly regionLabel: string;
  readonly dismissLabel: string;
  readonly children: ReactNode;
}

/** Holds the toasts and the region that announces them. */
export function ToastProvider(props: ToastProviderProps): ReactNode {
  const [toasts, setToasts] = useState<readonly KnownToast[]>([]);
  const count = useRef(0);
  const show = useCallback((toast: ToastContent) => {
    count.current += 1;
    const id = count.current;
    setToasts((before) => withToast(before, toast, id));
  }, []);
  const dismiss = useCallback((id: number) => setToasts((before) => before.filter((toast) => toast.id !== id)), []);
  const region = useMemo(
    () => (
      // React Aria's dialogs hide all else from screen readers, save what carries this attribute.
      <section className={styles['region']} aria-label={props.regionLabel} data-react-aria-top-layer="true">
        <ToastList toasts={toasts} dismissLabel={props.dismissLabel} onDismiss={dismiss} />
      </section>
    ),
    [toasts, props.regionLabel, props.dismissLabel, dismiss],
  );
  return (
    <ToastContext value={show}>
      {props.children}
      {region}
    </ToastContext>
  );
}

interface ToastListProps {
  readonly toasts: readonly KnownToast[];
  readonly dismissLabel: string;
  readonly onDismiss: (id: number) => void;
}

/** All of them wait while one is hovered or has the focus: what stands under the pointer does not move away. */
function ToastList({ toasts, dismissLabel, onDismiss }: ToastListProps): ReactNode {
  const [isHovered, setHovered] = useState(false);
  const [hasFocus, setHasFocus] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const cameFrom = useRef<HTMLElement | null>(null);
  const onFocus = ({ relatedTarget }: FocusEvent) => {
    setHasFocus(true);
    if (relatedTarget instanceof HTMLElement && !isInside(list.current, relatedTarget))
      cameFrom.current = relatedTarget;
  };
  const dismiss = useCallback(
    (id: number) => {
      if (isInside(list.current, document.activeElement)) leave(list.current, id, cameFrom.current);
      // Nothing tells that the pointer left what is gone.
      if (list.current?.querySelectorAll('[data-toast]').length === 1) setHovered(false);
      onDismiss(id);
    },
    [onDismiss],
  );
  return (
    <div
      ref={list}
      role="presentation"
      data-pane={toasts.length > 0 ? 'notices' : undefined}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      onFocus={onFocus}
      onBlur={() => setHasFocus(false)}
    >
      <div role="status" aria-live="polite" className={styles['list']}>
        {toasts.map((toast) => (
          <ToastView
            key={toast.id}
            toast={toast}
            isHeld={isHovered || hasFocus}
            dismissLabel={dismissLabel}
            onDismiss={dismiss}
          />
        ))}
      </div>
    </div>
  );
}

function isInside(list: HTMLElement | null, element: Element | null): boolean {
  return element !== null && list?.contains(element) === true;
}

/** A toast that goes takes its button with it: the focus goes on to the next one, or back to where it came from. */
function leave(list: HTMLElement | null, id: number, cameFrom: HTMLElement | null): void {
  const others = [...(list?.querySelectorAll<HTMLElement>(`[data-toast]:not([data-toast="${id}"]) button`) ?? [])];
  (others.at(-1) ?? cameFrom)?.focus();
}

interface ToastViewProps {
  readonly toast: KnownToast;
  readonly isHeld: boolean;
  readonly dismissLabel: string;
  readonly onDismiss: (id: number) => void;
}

function ToastView({ toast, isHeld, dismissLabel, onDismiss }: ToastViewProps): ReactNode {
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => onDismiss(toast.id), toast.duration ?? 6000);
    return () => clearTimeout(timer);
  }, [isHeld, toast, onDismiss]);
  const { action } = toast;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    onDismiss(toast.id);
  };
  return (
    <div
      role="presentation"
      data-toast={toast.id}
      className={classNames(styles['toast'], toast.tone === 'danger' && styles['danger'])}
      onKeyDown={onKeyDown}
    >
      <div className={styles['text']}>{toast.text}</div>
      {toast.times > 1 && <Badge tone={toast.tone === 'danger' ? 'danger' : 'neutral'}>{`×${toast.times}`}</Badge>}
      {action !== undefined && (
        <Button
          size="small"
          variant="quiet"
          onClick={() => {
            onDismiss(toast.id);
            action.onAction();
          }}
        >
          {action.label}
        </Button>
      )}
      <IconButton size="small" label={dismissLabel} icon={<X aria-hidden />} onClick={() => onDismiss(toast.id)} />
    </div>
  );
}
