'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { messageOf } from '@/components/ui/ask-server';
import { loadSample } from '@/components/usage/upload-client';
import type { Sample } from '@/lib/domain/upload-view';
import { scenarioQuery } from '@/lib/schema/scenario-params';
import classes from './sample-buttons.module.css';

const SAMPLES: readonly { readonly id: Sample; readonly label: string; readonly text: string }[] = [
  {
    id: 'company',
    label: 'Open the sample company',
    text: 'A month of a mid-size company: tasks, teams and two models, a made-up mix at real prices.',
  },
  {
    id: 'aider',
    label: 'Open the Aider log',
    text: '5,563 real calls to 108 models, published by the Aider project.',
  },
];
export function SampleButtons() {
  const router = useRouter();
  const [loading, setLoading] = useState<Sample | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [isOpening, startTransition] = useTransition();

  const open = async (sample: Sample) => {
    setLoading(sample);
    setProblem(null);
    try {
      const { workload } = await loadSample(sample);
      startTransition(() => {
        router.push(scenarioQuery('/', { w: workload }));
        router.refresh();
      });
    } catch (cause) {
      setProblem(messageOf(cause));
      setLoading(null);
    }
  };

  return (
    <div>
      <div className={classes.root}>
        {SAMPLES.map(({ id, label, text }, index) => (
          <div key={id}>
            <Button
              variant={index === 0 ? 'filled' : 'default'}
              loading={loading === id}
              disabled={loading !== null && loading !== id}
              onClick={() => open(id)}
              aria-describedby={`sample-${id}`}
            >
              {label}
            </Button>
            <p id={`sample-${id}`} className={classes.text}>
              {text}
            </p>
          </div>
        ))}
      </div>
      <p role="status" className={classes.status} data-problem={problem !== null || undefined}>
        {problem ?? (loading === null ? '' : isOpening ? 'Computing the bill…' : 'Importing the sample…')}
      </p>
    </div>
  );
}
