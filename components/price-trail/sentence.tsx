import classes from './trail.module.css';

const ADDRESS = /(https?:\/\/[^\s,]+)/;

/** A sentence of an explanation; an address in it can be followed. */
export function Sentence({ children }: { readonly children: string }) {
  return children.split(ADDRESS).map((part) =>
    ADDRESS.test(part) ? (
      <a key={part} href={part} target="_blank" rel="noreferrer noopener" className={classes.link}>
        {part.replace(/^https?:\/\//, '')}
      </a>
    ) : (
      part
    ),
  );
}
