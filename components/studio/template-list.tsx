'use client';

import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import Link from 'next/link';
import { Fragment } from 'react';
import type { StudioView } from '@/lib/engine/live/studio-view';
import { layOver } from '@/lib/engine/ready-made/lay-over';
import { useStudio } from './studio-state';
import classes from './template-list.module.css';

export type Template = StudioView['templates'][number];

type Props = { readonly templates: readonly Template[]; readonly policies: readonly string[] };

const ADD_ONS = 'Add-ons';
const ADD_ONS_TITLE = 'Add to the plan';
/** Laid open at first sight; the others wait behind a click. */
const FIRST_GROUPS: readonly string[] = ['Start', 'By task or size'];

function useStart() {
  const { edit, stack, policy, params } = useStudio();
  const isUntouched = params.p === null && params.policy === null;
  return ({ policy: made, books, group }: Template) => {
    const added = books.filter((book) => !stack.some((ref) => ref === book || ref.startsWith(`${book}@`)));
    if (added.length > 0)
      notifications.show({
        message: `Its models are priced in ${added.join(' and ')} only: added to the price books.`,
      });
    edit(group === ADD_ONS && !isUntouched ? layOver(policy, made) : made, books);
  };
}

function groupsOf(templates: readonly Template[]) {
  const names = [...new Set(templates.map(({ group }) => group))];
  return names.map((group) => ({ group, members: templates.filter((template) => template.group === group) }));
}

function TemplateText({ title, description, leavesOut, key: post }: Template) {
  return (
    <>
      <span className={classes.title}>
        {title}
        {post === null ? null : <span className={classes.post}>post {post.slice(0, 1)}</span>}
      </span>
      <span className={classes.description}>{description}</span>
      {leavesOut === null ? null : <span className={classes.leavesOut}>{leavesOut}</span>}
    </>
  );
}

function TemplateItems({ label, templates }: { readonly label: string; readonly templates: readonly Template[] }) {
  const start = useStart();
  return (
    <ul className={classes.list} aria-label={label}>
      {templates.map((template) => (
        <li key={template.id}>
          <button type="button" className={classes.item} onClick={() => start(template)}>
            {TemplateText(template)}
          </button>
        </li>
      ))}
    </ul>
  );
}

/** Laid open where there is no plan yet: the guided start, the usual ones, and the rest behind a click. */
export function TemplateList({ templates }: Pick<Props, 'templates'>) {
  const { query } = useStudio();
  const offered = templates.filter(({ id }) => id !== 'keep');
  const more = offered.filter(({ group }) => !FIRST_GROUPS.includes(group));
  return (
    <>
      <p className={classes.guided}>
        <Link href={query('/studio/start')} prefetch={false}>
          Let a few questions make the plan
        </Link>
      </p>
      <TemplateItems label="Templates" templates={offered.filter(({ group }) => FIRST_GROUPS.includes(group))} />
      {more.length > 0 ? (
        <details className={classes.more}>
          <summary>{more.length} more from the four posts</summary>
          {groupsOf(more).map(({ group, members }) => (
            <section key={group}>
              <h3 className={classes.group}>{group}</h3>
              <TemplateItems label={group} templates={members} />
            </section>
          ))}
        </details>
      ) : null}
    </>
  );
}

/** The same as a menu, with the saved policies below. An add-on is laid over the plan there is. */
export function TemplateMenu({ templates, policies }: Props) {
  const start = useStart();
  const { setParams, query } = useStudio();
  return (
    <Menu width={360} position="bottom-end" shadow="md">
      <Menu.Target>
        <Button size="xs" variant="default">
          Start from…
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.menu}>
        <Menu.Item component={Link} prefetch={false} href={query('/studio/start')}>
          <span className={classes.title}>A few questions</span>
          <span className={classes.description}>What each task needs, how large it is, what an error costs.</span>
        </Menu.Item>
        {groupsOf(templates).map(({ group, members }) => (
          <Fragment key={group}>
            <Menu.Label>{group === ADD_ONS ? ADD_ONS_TITLE : group}</Menu.Label>
            {members.map((template) => (
              <Menu.Item key={template.id} onClick={() => start(template)}>
                {TemplateText(template)}
              </Menu.Item>
            ))}
          </Fragment>
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
