import { X } from 'lucide-react';
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { classNames } from '../classNames.ts';
import { Button } from '../controls/Button.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import styles from './Toasts.module.css';

export interface ToastContent {
  readonly text: ReactNode;
  readonly tone?: 'neutral' | 'danger';
  /** Usually "Undo". */
  readonly action?: { readonly label: string; readonly onAction: () => void };
  /** Ms on screen; 6,000 unless given. The clock stands still while the toast is hovered or has the focus. */
  readonly duration?: number;
}

interface Toast extends ToastContent {
  readonly id: number;
}

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

const MOST = 3;

/** Holds the toasts and the region that announces them. */
export function ToastProvider(props: ToastProviderProps): ReactNode {
  const [toasts, setToasts] = useState<readonly Toast[]>([]);
  const count = useRef(0);
  const show = useCallback((toast: ToastContent) => {
    count.current += 1;
    const added: Toast = { ...toast, id: count.current };
    setToasts((before) => [...before, added].slice(-MOST));
  }, []);
  const dismiss = useCallback((id: number) => setToasts((before) => before.filter((toast) => toast.id !== id)), []);
  const region = useMemo(
    () => (
      // React Aria's dialogs hide all else from screen readers, save what carries this attribute.
      <section className={styles['region']} aria-label={props.regionLabel} data-react-aria-top-layer="true">
        <div role="status" aria-live="polite" className={styles['list']}>
          {toasts.map((toast) => (
            <ToastView key={toast.id} toast={toast} dismissLabel={props.dismissLabel} onDismiss={dismiss} />
          ))}
        </div>
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

interface ToastViewProps {
  readonly toast: Toast;
  readonly dismissLabel: string;
  readonly onDismiss: (id: number) => void;
}

function ToastView({ toast, dismissLabel, onDismiss }: ToastViewProps): ReactNode {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => onDismiss(toast.id), toast.duration ?? 6000);
    return () => clearTimeout(timer);
  }, [isHeld, toast, onDismiss]);
  const { action } = toast;
  return (
    <div
      className={classNames(styles['toast'], toast.tone === 'danger' && styles['danger'])}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
    >
      <div className={styles['text']}>{toast.text}</div>
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
