'use client';

/** Booking for somebody else: the candidates are asked for, then the form is there. */

import { useEffect, useState } from 'react';
import { call, explained } from './api';
import { type Somebody, StartForm } from './start-form';
import type { StarterName } from './starter';

export function Booking({ starter, label }: { starter: StarterName; label: string }) {
  const [people, setPeople] = useState<Somebody[]>([]);
  const [problem, setProblem] = useState('');

  useEffect(() => {
    void call<{ candidates: Somebody[] }>('GET', '/api/desk/candidates').then((answer) => {
      if (answer.ok) setPeople(answer.body.candidates);
      else setProblem(explained(answer.status, 'The candidates could not be listed'));
    });
  }, []);

  if (problem) return <p role="alert">{problem}</p>;
  if (people.length === 0) return <p role="status">Looking up the candidates…</p>;
  return <StartForm starter={starter} people={people} label={label} />;
}
