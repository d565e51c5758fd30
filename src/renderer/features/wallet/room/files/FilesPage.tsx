import { FileCheck2, FileDown } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { MAX_BUNDLE_BYTES } from '@domain/wallet/bundle.ts';
import { fail } from '@shared/result.ts';
import { PersonName, T, useT } from '@i18n/useT.tsx';
import type { BundleReport, CheckError } from '@services/workspace/walletRoom.ts';
import type { Unit } from '@services/workspace/walletWorkspace.ts';
import { Button } from '@ui/controls/Button.tsx';
import { AlertBanner } from '@ui/feedback/AlertBanner.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { FileInput, type FileInputControl } from '@ui/picture/FileInput.tsx';
import { useFileIntake } from '@ui/picture/useFileIntake.ts';
import { PersonFace } from '../../people/PersonMark.tsx';
import { usePeople } from '../../people/usePeople.ts';
import { PlainHeader, WalletPage } from '../layout/WalletPage.tsx';
import { useCheckErrorText } from '../layout/useCheckErrorText.ts';
import type { WalletPageProps } from '../pageProps.ts';
import { useHoldings, useIssued, useWallet } from '../useRoom.ts';
import { BundleFindings } from './BundleFindings.tsx';
import styles from './Files.module.css';
import { useExport } from './useExport.ts';

/** Files: every unit as a table or as a bundle of proofs, and a bundle of anybody's to check (WAL-UI-7). */
export function FilesPage(_props: WalletPageProps): ReactNode {
  const t = useT();
  return (
    <WalletPage
      header={<PlainHeader title={t('wallet.files')} text={t('wallet.files.text')} />}
      label={t('wallet.files')}
    >
      <CheckBundle />
      <ExportUnits />
    </WalletPage>
  );
}

function ExportUnits(): ReactNode {
  const t = useT();
  const holdings = useHoldings();
  const issued = useIssued();
  const units = [
    ...(holdings.status === 'ready' ? holdings.value : []),
    ...(issued.status === 'ready' ? issued.value : []),
  ].map(({ unit }) => unit);
  return (
    <Section title={t('wallet.export')} description={t('wallet.export.text')}>
      {units.length === 0 ? (
        <Plain>
          <p className={styles['muted']}>{t('wallet.export.none')}</p>
        </Plain>
      ) : (
        units.map((unit) => <ExportRow key={unit.id} unit={unit} />)
      )}
    </Section>
  );
}

function ExportRow({ unit }: { readonly unit: Unit }): ReactNode {
  const t = useT();
  const issuer = usePeople()(unit.issuer);
  const exporting = useExport();
  return (
    <Row
      icon={<PersonFace person={issuer} size="small" />}
      title={<bdi dir="auto">{unit.name}</bdi>}
      text={
        issuer.standing === 'self' ? (
          t('wallet.issued.by')
        ) : (
          <T id="wallet.by" values={{ name: <PersonName>{issuer.shownName}</PersonName> }} />
        )
      }
    >
      {(['csv', 'bundle'] as const).map((kind) => (
        <Button
          key={kind}
          size="small"
          icon={<FileDown aria-hidden />}
          pending={exporting.isPending}
          aria-label={t(`wallet.export.${kind}.of`, { unit: unit.name })}
          onClick={exporting.saveOn(unit, kind)}
        >
          {t(`wallet.export.${kind}`)}
        </Button>
      ))}
    </Row>
  );
}

interface CheckedFile {
  readonly name: string;
  readonly report: BundleReport;
}

/** Checks a bundle and says what it comes to; nothing of it is kept. */
function CheckBundle(): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const errorText = useCheckErrorText();
  const act = useAct<CheckError['code']>();
  const input = useRef<FileInputControl>(null);
  const [checked, setChecked] = useState<CheckedFile | null>(null);
  const check = (file: File) => {
    setChecked(null);
    act.run(
      async () =>
        file.size > MAX_BUNDLE_BYTES
          ? fail('bundle-malformed', `${file.size} bytes`)
          : wallet.checkBundle(new Uint8Array(await file.arrayBuffer())),
      (report) => setChecked({ name: file.name, report }),
    );
  };
  const drop = useFileIntake({ onFile: check, disabled: act.isPending });
  return (
    <div data-over={drop.isOver || undefined} className={styles['drop']} {...drop.handlers}>
      <Section title={t('wallet.bundle')} description={t('wallet.bundle.text')}>
        <Plain>
          <Button icon={<FileCheck2 aria-hidden />} pending={act.isPending} onClick={() => input.current?.choose()}>
            {t('wallet.bundle.choose')}
          </Button>
          <FileInput ref={input} accept="" onFile={check} />
        </Plain>
        {act.error !== null && (
          <Plain>
            {act.error === 'host-unreachable' ? (
              <AlertBanner tone="danger">{errorText(act.error)}</AlertBanner>
            ) : (
              <AlertBanner tone="danger" title={t('wallet.bundle.bad')}>
                {errorText(act.error)}
              </AlertBanner>
            )}
          </Plain>
        )}
      </Section>
      {checked !== null && <BundleFindings name={checked.name} report={checked.report} />}
    </div>
  );
}
