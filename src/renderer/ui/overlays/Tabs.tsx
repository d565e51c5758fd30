import type { ReactNode } from 'react';
import { Tab, TabList, TabPanel, Tabs as AriaTabs } from 'react-aria-components/Tabs';
import { classNames } from '../classNames.ts';
import styles from './Tabs.module.css';

export interface TabsProps<Id extends string> {
  readonly label: string;
  readonly selected: Id;
  readonly tabs: readonly { readonly id: Id; readonly label: ReactNode; readonly content: ReactNode }[];
  readonly onChange: (id: Id) => void;
}

/** Panels one at a time. */
export function Tabs<Id extends string>(props: TabsProps<Id>): ReactNode {
  return (
    <AriaTabs
      selectedKey={props.selected}
      className={classNames(styles['tabs'])}
      onSelectionChange={(key) => {
        const tab = props.tabs.find(({ id }) => id === key);
        if (tab) props.onChange(tab.id);
      }}
    >
      <TabList aria-label={props.label} className={classNames(styles['list'])}>
        {props.tabs.map((tab) => (
          <Tab key={tab.id} id={tab.id} className={classNames(styles['tab'])}>
            {tab.label}
          </Tab>
        ))}
      </TabList>
      {props.tabs.map((tab) => (
        <TabPanel key={tab.id} id={tab.id} className={classNames(styles['panel'])}>
          {tab.content}
        </TabPanel>
      ))}
    </AriaTabs>
  );
}
