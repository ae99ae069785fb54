import classes from './wordmark.module.css';

export function Wordmark() {
  return (
    <span className={classes.root}>
      <svg width="22" height="22" viewBox="0 0 32 32" aria-hidden="true">
        <rect width="32" height="32" rx="6" className={classes.stamp} />
        <path d="M6 9.5h20M6 22.5h20M6 25.5h20" className={classes.rule} />
        <path d="M7 13l4.5 7 4.5-6 4.5 6 4.5-7" className={classes.route} />
      </svg>
      Waybill
    </span>
  );
}
