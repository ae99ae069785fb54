'use client';

import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Policy } from '@/lib/domain/policy';
import { useStudio } from './studio-state';
import classes from './template-list.module.css';

export type Template = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly policy: Policy;
  readonly books: readonly string[];
};

type Props = { readonly templates: readonly Template[]; readonly policies: readonly string[] };

function useStart() {
  const { edit, stack } = useStudio();
  return ({ policy, books }: Template) => {
    const added = books.filter((book) => !stack.includes(book));
    if (added.length > 0)
      notifications.show({
        message: `Its models are priced in ${added.join(' and ')} only: added to the price books.`,
      });
    edit(policy, books);
  };
}

/** Laid open where there is no plan yet. */
export function TemplateList({ templates }: Pick<Props, 'templates'>) {
  const start = useStart();
  return (
    <ul className={classes.list} aria-label="Templates">
      {templates
        .filter(({ id }) => id !== 'keep')
        .map((template) => (
          <li key={template.id}>
            <button type="button" className={classes.item} onClick={() => start(template)}>
              <span className={classes.title}>{template.title}</span>
              <span className={classes.description}>{template.description}</span>
            </button>
          </li>
        ))}
    </ul>
  );
}

/** The same as a menu, with the saved policies below. */
export function TemplateMenu({ templates, policies }: Props) {
  const start = useStart();
  const { setParams } = useStudio();
  return (
    <Menu width={320} position="bottom-end" shadow="md">
      <Menu.Target>
        <Button size="xs" variant="default">
          Start from…
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>Templates</Menu.Label>
        {templates.map((template) => (
          <Menu.Item key={template.id} onClick={() => start(template)}>
            <span className={classes.title}>{template.title}</span>
            <span className={classes.description}>{template.description}</span>
          </Menu.Item>
        ))}
        {policies.length > 0 ? <Menu.Label>Saved policies</Menu.Label> : null}
        {policies.map((name) => (
          <Menu.Item key={name} onClick={() => setParams({ policy: name, p: null })}>
            {name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
