import Link from 'next/link';
import { SampleButtons } from './sample-buttons';
import classes from './welcome.module.css';

export function Welcome() {
  return (
    <section className={classes.root} aria-labelledby="welcome">
      <div>
        <h2 id="welcome" className={classes.title}>
          What would last month have cost on other models?
        </h2>
        <p className={classes.text}>
          Waybill replays your own LLM usage log under another routing and shows what the same requests would have cost,
          how quality would have held, and what it cannot know. When a plan is good, it hands your engineers the gateway
          config that does it.
        </p>
        <SampleButtons />
        <p className={classes.import}>
          Or <Link href="/usage">import your own log</Link>: what a provider, gateway or tracer exports, read on this
          machine. Prompt text is never stored.
        </p>
      </div>
      <svg className={classes.drawing} viewBox="0 0 520 150" aria-hidden="true">
        <path d="M0 30h520M0 66h520M0 102h520M0 138h520" className={classes.rule} />
        <path d="M372 8v134M448 8v134" className={classes.column} />
        <path d="M24 84c60 0 60-44 120-44s70 62 130 62h52" className={classes.today} />
        <path d="M24 84c60 0 70 40 130 40s70-70 130-70h42" className={classes.plan} />
        <circle cx="24" cy="84" r="5" className={classes.start} />
        <circle cx="326" cy="102" r="5" className={classes.todayEnd} />
        <circle cx="326" cy="54" r="5" className={classes.planEnd} />
        <path d="M392 102h38M468 102h34" className={classes.todayFigure} />
        <path d="M392 54h22M468 54h18" className={classes.planFigure} />
      </svg>
    </section>
  );
}
