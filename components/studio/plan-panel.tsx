'use client';

import { Button, Drawer } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useRef, useState } from 'react';
import { countOf } from '@/components/ui/format';
import { Panel } from '@/components/ui/panel';
import type { EvidenceLine } from '@/lib/domain/evidence';
import type { RuleRow, Violation } from '@/lib/domain/simulation';
import { parsePolicy } from '@/lib/schema/policy';
import { tasksReaching } from './accept-share';
import { AssumptionsEditor } from './assumptions-editor';
import { CacheEditor } from './cache-editor';
import type { WorkloadValues } from './condition-editor';
import { ConstraintsEditor } from './constraints-editor';
import { addRule, renamePolicy, setRoute } from './edit-policy';
import { ErrorsEditor } from './errors-editor';
import { JsonField } from './json-field';
import { type PlanFacts, PlanFactsProvider } from './plan-facts';
import classes from './plan-panel.module.css';
import { PlanPart } from './plan-part';
import { describeCacheRule, describeErrors, describeTierRule } from './policy-words';
import { RouteEditor } from './route-editor';
import { ADD_RULE_ID, RuleCard } from './rule-card';
import { useStudio } from './studio-state';
import { type Template, TemplateList, TemplateMenu } from './template-list';
import { TextField } from './text-field';
import { TierEditor } from './tier-editor';

type Props = {
  readonly templates: readonly Template[];
  readonly policies: readonly string[];
  readonly values: WorkloadValues;
  readonly byRule: readonly RuleRow[];
  /** Models a person is likely to want, first in every picker. */
  readonly suggested: readonly string[];
  readonly workload: string;
  /** What the last answer says of the plan's models. */
  readonly evidence: readonly EvidenceLine[];
  readonly violations: readonly Violation[];
  readonly assumesIndependence: boolean;
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
          description="The whole language, for those who would rather write. A mistake is named with its place."
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

export function PlanPanel({ templates, policies, byRule, ...known }: Props) {
  const { params, policy, edit, drag, nameOf } = useStudio();
  const facts: PlanFacts = known;
  const { values } = known;
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
  const requestsOf = (id: string) => byRule.find(({ rule }) => rule === id)?.requests ?? null;
  const isUntouched = params.p === null && params.policy === null;
  const rest = requestsOf('otherwise');
  return (
    <PlanFactsProvider facts={facts}>
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
                  tasks={tasksReaching(policy, 'otherwise', values.task)}
                  onSet={(route, books) => edit(setRoute(policy, 'otherwise', route), books)}
                  onDrag={(route) => drag(setRoute(policy, 'otherwise', route))}
                />
              </li>
            </ol>
          </section>
          <PlanPart
            title="Answer cache"
            words={policy.cache?.map((rule) => describeCacheRule(rule, nameOf)).join('; ') ?? 'none'}
          >
            <CacheEditor />
          </PlanPart>
          <PlanPart
            title="Service tiers"
            words={policy.serviceTier?.map((rule) => describeTierRule(rule, nameOf)).join('; ') ?? 'as logged'}
          >
            <TierEditor />
          </PlanPart>
          <PlanPart title="On errors" words={describeErrors(policy.errors) ?? 'no retry'}>
            <ErrorsEditor />
          </PlanPart>
          <PlanPart title="Assumptions" isOpen={policy.assumptions !== undefined}>
            <AssumptionsEditor />
          </PlanPart>
          <PlanPart title="Constraints" isOpen={policy.constraints !== undefined}>
            <ConstraintsEditor />
          </PlanPart>
          <div className={classes.foot}>
            <JsonDrawer />
          </div>
        </div>
      </Panel>
    </PlanFactsProvider>
  );
}
