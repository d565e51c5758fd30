import { ShieldAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useT } from '@i18n/useT.tsx';
import { useMedia } from '@services/media/context.tsx';
import type { UnitBookView } from '@services/workspace/walletBooks.ts';
import { Button } from '@ui/controls/Button.tsx';
import { useToast } from '@ui/feedback/Toasts.tsx';
import { Row, Section } from '@ui/layout/Panel.tsx';
import { useWallet } from '../room/useRoom.ts';

/** What in a book contradicts itself, each with a proof to save (WAL-64). */
export function FaultSection({ book: { unit, faults } }: { readonly book: UnitBookView }): ReactNode {
  const t = useT();
  const wallet = useWallet();
  const media = useMedia();
  const toast = useToast();
  if (faults.length === 0) return null;
  const save = async (fault: UnitBookView['faults'][number]) => {
    const bytes = await wallet.proofOfFault(unit.id, fault);
    if (bytes === null) return;
    const name = `${unit.code}-${fault.kind}-${unit.id.slice(0, 8)}.banyan-bundle`;
    media.saveFile({ name, type: 'application/octet-stream', bytes });
    toast({ text: t('books.fault.exported', { file: name }) });
  };
  return (
    <Section title={t('books.faults')}>
      {faults.map((fault) => (
        <Row
          key={`${fault.kind} ${fault.at}`}
          icon={<ShieldAlert aria-hidden />}
          title={t(`books.fault.${fault.kind}`)}
          text={t('books.fault.records', { count: fault.proof.length })}
        >
          <Button size="small" onClick={() => void save(fault)}>
            {t('books.fault.export')}
          </Button>
        </Row>
      ))}
    </Section>
  );
}
