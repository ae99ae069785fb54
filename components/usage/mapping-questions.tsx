'use client';

import { Radio } from '@mantine/core';
import { useId } from 'react';
import type { ColumnMap } from '@/lib/domain/column-map';
import { answerOf, withAnswer } from '@/lib/domain/map-answers';
import type { MapQuestion } from '@/lib/domain/upload-view';
import { TIME_UNIT_NAMES, TOKEN_SCALES } from './field-names';
import classes from './mapping-questions.module.css';

type Props = {
  readonly questions: readonly MapQuestion[];
  readonly map: ColumnMap;
  readonly onChange: (map: ColumnMap) => void;
};

const inWords = (values: { readonly [value: string]: string }) => (value: string) => values[value] ?? value;

const WORDS: { readonly [id in MapQuestion['id']]: { readonly title: string; readonly name: (v: string) => string } } =
  {
    cache: {
      title: 'Are cached tokens part of the input count?',
      name: inWords({ inside: 'Yes, inside it', beside: 'No, beside it' }),
    },
    reasoning: {
      title: 'Are reasoning tokens part of the output count?',
      name: inWords({ inside: 'Yes, inside it', beside: 'No, beside it' }),
    },
    timeUnit: { title: 'What do the times count?', name: inWords(TIME_UNIT_NAMES) },
    tokenScale: {
      title: 'What are tokens counted in?',
      name: (value) => TOKEN_SCALES.find((scale) => scale.value === value)?.label ?? value,
    },
    aggregate: { title: 'Is each row one call?', name: inWords({ no: 'Yes, one call', yes: 'No, many calls' }) },
  };

/** What names and values leave open, each answer with what it makes of a row of the file. */
export function MappingQuestions({ questions, map, onChange }: Props) {
  const name = useId();
  const open = questions.filter(({ isSettled }) => !isSettled);
  const settled = questions.filter(({ isSettled }) => isSettled);
  return (
    <>
      {open.map((question) => (
        <Radio.Group
          key={question.id}
          name={`${name} ${question.id}`}
          className={classes.question}
          label={WORDS[question.id].title}
          description={question.why}
          value={answerOf(map, question)}
          onChange={(value) => onChange(withAnswer(map, question.id, value))}
        >
          <div className={classes.options}>
            {question.options.map(({ value, effect }) => (
              <Radio key={value} value={value} label={WORDS[question.id].name(value)} description={effect} />
            ))}
          </div>
        </Radio.Group>
      ))}
      {settled.map((question) => {
        const answer = answerOf(map, question);
        return answer === question.suggested ? (
          <p key={question.id} className={classes.settled}>
            {WORDS[question.id].title} {WORDS[question.id].name(answer)}. {question.why}
          </p>
        ) : null;
      })}
    </>
  );
}
