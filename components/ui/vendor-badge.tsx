import classes from './vendor-badge.module.css';

type Props = {
  /** The provider part of an offer id. */
  readonly vendor: string;
  /** A written name, where the catalog has one. */
  readonly name?: string;
};

function initials(text: string): string {
  const words = text.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const [first = '?', second] = words;
  return (second ? `${first[0]}${second[0]}` : first.slice(0, 2)).toUpperCase();
}

export function VendorBadge({ vendor, name = vendor }: Props) {
  return (
    <span className={classes.root} title={name === vendor ? undefined : vendor}>
      <span className={classes.mark} aria-hidden="true">
        {initials(name)}
      </span>
      {name}
    </span>
  );
}
