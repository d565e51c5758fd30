import { Blocks, Globe, type LucideIcon, QrCode, UserRoundPlus, WalletMinimal } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import type { BlobId } from '@shared/ids.ts';
import { useT } from '@i18n/useT.tsx';
import type { SeenPackage, KnownPackage } from '@services/workspace/programWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import { Button } from '@ui/controls/Button.tsx';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import styles from '../Discover.module.css';
import { FoundChannel } from './FoundChannel.tsx';
import { scannedCodeOf } from './scannedCode.ts';
import type { ScannedProps } from './scanProps.ts';

/** What a code turned out to be, and the one thing that can be done about it. */
export function Scanned(props: ScannedProps): ReactNode {
  const { text, onInvite, onWallet, onDone } = props;
  const t = useT();
  const code = useMemo(() => scannedCodeOf(text), [text]);
  const leave = (go: () => void) => () => {
    onDone();
    go();
  };
  switch (code.kind) {
    case 'invite':
      return (
        <Found {...props} icon={UserRoundPlus} kind="invite">
          <Button variant="primary" autoFocus onClick={leave(() => onInvite(code.text))}>
            {t('discover.found.invite.do')}
          </Button>
        </Found>
      );
    case 'pay':
      return (
        <Found {...props} icon={WalletMinimal} kind="pay">
          <Button variant="primary" autoFocus onClick={leave(() => onWallet({ kind: 'code', text: code.text }))}>
            {t('discover.found.pay.do')}
          </Button>
        </Found>
      );
    case 'token':
      return (
        <Found {...props} icon={WalletMinimal} kind="token">
          <Button
            variant="primary"
            autoFocus
            onClick={leave(() => onWallet({ kind: 'mint', act: 'receive', text: code.text }))}
          >
            {t('discover.found.token.do')}
          </Button>
        </Found>
      );
    case 'channel':
      return <FoundChannel {...props} />;
    case 'program':
      return <FoundProgram {...props} id={code.package} />;
    case 'web':
      return <FoundAddress {...props} url={code.url} />;
    case 'unknown':
      return (
        <Found {...props} icon={QrCode} kind="unknown">
          <p className={styles['raw']}>
            <bdi dir="auto">{code.text}</bdi>
          </p>
        </Found>
      );
  }
}

interface FoundProps extends Pick<ScannedProps, 'onBack'> {
  readonly icon: LucideIcon;
  readonly kind: 'invite' | 'pay' | 'token' | 'program' | 'missing' | 'web' | 'unknown';
  readonly children?: ReactNode;
}

function Found({ icon: Icon, kind, children, onBack }: FoundProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['found']} role="status">
      <Icon aria-hidden />
      <h3>{t(`discover.found.${kind}`)}</h3>
      <p>{t(`discover.found.${kind}.text`)}</p>
      {children}
      <Button variant="quiet" onClick={onBack}>
        {t('discover.found.back')}
      </Button>
    </div>
  );
}

function FoundAddress({ url, onDone, ...props }: ScannedProps & { readonly url: string }): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const open = () => {
    onDone();
    void workspace.openExternal(url);
  };
  return (
    <Found {...props} icon={Globe} kind="web">
      <p className={styles['raw']} dir="ltr">
        {destinationOf(url)}
      </p>
      <Button variant="primary" onClick={open}>
        {t('discover.found.web.do')}
      </Button>
    </Found>
  );
}

/** Where an address really leads: its host as it is looked up, and the rest. */
function destinationOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { href } = new URL(url);
  return href.length > 200 ? `${href.slice(0, 200)}…` : href;
}

const NO_SEEN: readonly SeenPackage[] = [];
const NO_OWN: readonly KnownPackage[] = [];

function FoundProgram({ id, onDone, onGo, ...props }: ScannedProps & { readonly id: BlobId }): ReactNode {
  const t = useT();
  const { programs } = useWorkspace();
  const seen = useQueryValue(
    useMemo(() => programs.programsFromPeople(), [programs]),
    NO_SEEN,
  );
  const own = useQueryValue(
    useMemo(() => programs.ownPackages(), [programs]),
    NO_OWN,
  );
  const name =
    own.find(({ facts }) => facts.package === id)?.name ?? seen.find((one) => one.package === id)?.name ?? null;
  const open = () => {
    onDone();
    onGo(`/programs/${id}`);
  };
  if (name === null) return <Found {...props} icon={Blocks} kind="missing" />;
  return (
    <Found {...props} icon={Blocks} kind="program">
      <p className={styles['name']}>
        <bdi dir="auto">{name}</bdi>
      </p>
      <Button variant="primary" onClick={open}>
        {t('discover.found.program.do')}
      </Button>
    </Found>
  );
}
