'use client';

import { Button, Code, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { countOf } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { RuleRow } from '@/lib/domain/simulation';
import { parsePolicy } from '@/lib/schema/policy';
import { AssumptionsEditor } from './assumptions-editor';
import type { WorkloadValues } from './condition-editor';
import { ConstraintsEditor } from './constraints-editor';
import { addRule, otherParts, renamePolicy, setRoute } from './edit-policy';
import { JsonField } from './json-field';
import classes from './plan-panel.module.css';
import { RouteEditor } from './route-editor';
import { ADD_RULE_ID, RuleCard } from './rule-card';
import { useStudio } from './studio-state';
import { type Template, TemplateList, TemplateMenu } from './template-list';
import { TextField } from './text-field';

type Props = {
  readonly templates: readonly Template[];
  readonly policies: readonly string[];
  readonly values: WorkloadValues;
  readonly byRule: readonly RuleRow[];
  /** Models a person is likely to want, first in every picker. */
  readonly suggested: readonly string[];
};

const PART_TITLES: { readonly [key: string]: string } = {
  cache: 'Answer cache',
  serviceTier: 'Service tiers',
  errors: 'On errors',
};

function JsonDrawer() {
  const { policy, edit } = useStudio();
  const [isOpen, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={open}>
        Edit as JSON
      </Button>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size="lg"
        title="The policy as a file"
        closeButtonProps={{ 'aria-label': 'Close the policy file' }}
      >
        <JsonField
          label="Policy, version 1"
          description="The whole language: cascades, chains, caches, service tiers, constraints. A mistake is named with its place."
          value={policy}
          parse={parsePolicy}
          rows={30}
          applyLabel="Apply to the plan"
          onApply={(next) => {
            edit(next);
            close();
          }}
        />
      </Drawer>
    </>
  );
}

export function PlanPanel({ templates, policies, values, byRule, suggested }: Props) {
  const { params, policy, edit, drag } = useStudio();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const toggle = (id: string) => {
    const next = new Set(open);
    if (!next.delete(id)) next.add(id);
    setOpen(next);
  };
  // A renamed rule stays the same element, so that the focus is not lost with it.
  const keys = useRef(new Map<string, string>());
  const keyOf = (id: string) => keys.current.get(id) ?? id;
  const rename = (from: string, to: string) => {
    keys.current.set(to, keyOf(from));
    keys.current.set(from, `${from} ${keys.current.size}`);
    if (open.has(from)) setOpen(new Set([...open, to]));
  };
  const [hadAssumptions] = useState(policy.assumptions !== undefined);
  const [hadConstraints] = useState(policy.constraints !== undefined);
  const requestsOf = (id: string) => byRule.find(({ rule }) => rule === id)?.requests ?? null;
  const others = otherParts(policy);
  const isUntouched = params.p === null && params.policy === null;
  const rest = requestsOf('otherwise');
  return (
    <Panel title="Plan" aside={<TemplateMenu templates={templates} policies={policies} />}>
      <div className={classes.root}>
        {isUntouched ? (
          <div>
            <p className={classes.note}>No plan yet: every call stays on its model. Start from one of these.</p>
            <TemplateList templates={templates} />
          </div>
        ) : (
          <TextField
            label="Name of the plan"
            value={policy.name}
            refuse={(name) => (name.trim() === '' ? 'a plan needs a name' : null)}
            onCommit={(name) => edit(renamePolicy(policy, name))}
          />
        )}
        <section aria-labelledby="studio-rules">
          <div className={classes.head}>
            <h3 id="studio-rules" className={classes.title}>
              Rules <span className={classes.note}>first match decides</span>
            </h3>
            <Button
              size="compact-sm"
              variant="subtle"
              id={ADD_RULE_ID}
              onClick={() => {
                const next = addRule(policy);
                setOpen(new Set([...open, next.rules[0]?.id ?? '']));
                edit(next);
              }}
            >
              Add a rule
            </Button>
          </div>
          <ol className={classes.rules}>
            {policy.rules.map((rule, index) => (
              <RuleCard
                key={keyOf(rule.id)}
                rule={rule}
                index={index}
                isLast={index === policy.rules.length - 1}
                isOpen={open.has(rule.id)}
                onToggle={() => toggle(rule.id)}
                onRename={(id) => rename(rule.id, id)}
                requests={requestsOf(rule.id)}
                values={values}
                suggested={suggested}
              />
            ))}
            <li className={classes.otherwise}>
              <div className={classes.head}>
                <span className={classes.name}>{policy.rules.length === 0 ? 'All calls' : 'All other calls'}</span>
                <span className={classes.note}>{rest === null ? 'no priced call' : countOf(rest, 'call')}</span>
              </div>
              <RouteEditor
                owner="all other calls"
                route={policy.otherwise}
                suggested={suggested}
                onSet={(route, books) => edit(setRoute(policy, 'otherwise', route), books)}
                onDrag={(route) => drag(setRoute(policy, 'otherwise', route))}
              />
            </li>
          </ol>
        </section>
        <details className={classes.details} open={hadAssumptions}>
          <summary>Assumptions</summary>
          <AssumptionsEditor suggested={suggested} />
        </details>
        <details className={classes.details} open={hadConstraints}>
          <summary>Constraints</summary>
          <ConstraintsEditor />
        </details>
        {others.length > 0 ? (
          <section aria-labelledby="studio-others" className={classes.others}>
            <h3 id="studio-others" className={classes.title}>
              Also in this plan
            </h3>
            {others.map(({ key, value }) => (
              <div key={key}>
                <span className={classes.note}>{PART_TITLES[key] ?? key}</span>
                <Code block className={classes.json}>
                  {JSON.stringify(value)}
                </Code>
              </div>
            ))}
          </section>
        ) : null}
        <div className={classes.foot}>
          <JsonDrawer />
        </div>
      </div>
    </Panel>
  );
}
