import { Check, X } from 'lucide-react';
import { type ReactNode, useMemo } from 'react';
import { PersonName, useT } from '@i18n/useT.tsx';
import type { Program } from '@services/workspace/programWorkspace.ts';
import { useWorkspace } from '@services/workspace/context.tsx';
import type { WorkspaceErrorCode } from '@services/workspace/workspace.ts';
import { Switch } from '@ui/controls/Switch.tsx';
import { ProgramIcon } from '@ui/display/ProgramIcon.tsx';
import { useAct } from '@ui/hooks/useAct.ts';
import { useQueryValue } from '@ui/hooks/useQuery.ts';
import { Plain, Row, Section } from '@ui/layout/Panel.tsx';
import { Page } from '../layout/Page.tsx';

const NONE: readonly Program[] = [];

/** Settings → Mini programs: one list of what each was allowed and refused, to be changed here. */
export function ProgramsPage(): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const act = useAct<WorkspaceErrorCode>();
  const programs = useQueryValue(
    useMemo(() => workspace.programs.programs(), [workspace]),
    NONE,
  );
  const asked = programs.filter(({ permissions }) => permissions.length > 0);
  return (
    <Page title={t('settings.programs')} error={act.error}>
      {asked.length === 0 && (
        <Section title={t('programs.settings.granted')}>
          <Plain>{t('programs.settings.empty')}</Plain>
        </Section>
      )}
      {asked.map((program) => (
        <Grants
          key={program.instance}
          program={program}
          onChange={(permission, granted) =>
            act.run(() => workspace.programs.setPermission(program.instance, permission, granted))
          }
        />
      ))}
      {asked.length > 0 && <p>{t('programs.settings.text')}</p>}
    </Page>
  );
}

interface GrantsProps {
  readonly program: Program;
  readonly onChange: (permission: Program['permissions'][number]['permission'], granted: boolean) => void;
}

function Grants({ program, onChange }: GrantsProps): ReactNode {
  const t = useT();
  const workspace = useWorkspace();
  const { space, name, icon, permissions } = program;
  const chat = useQueryValue(
    useMemo(() => workspace.conversation(space), [workspace, space]),
    null,
  );
  return (
    <Section>
      <Row
        icon={<ProgramIcon name={name} picture={icon} size="small" />}
        title={<PersonName>{name}</PersonName>}
        text={<PersonName>{chat?.name ?? '…'}</PersonName>}
      />
      {permissions.map(({ permission, granted }) => (
        <Row
          key={permission}
          icon={granted ? <Check aria-hidden /> : <X aria-hidden />}
          title={
            <Switch
              label={t(`programs.permission.${permission}`)}
              checked={granted}
              onChange={(next) => onChange(permission, next)}
            />
          }
        />
      ))}
    </Section>
  );
}
