import classes from './studio.module.css';

type Props = { readonly model: string; readonly names: { readonly [offerId: string]: string } };

/** A model by its written name, with its seller; a logged name that is no offer stands as it was logged. */
export function ModelName({ model, names }: Props) {
  const slash = model.indexOf('/');
  const name = names[model] ?? model;
  if (model === '') return <em>no model name</em>;
  return (
    <span title={model}>
      {name} {slash > 0 && name !== model ? <span className={classes.seller}>{model.slice(0, slash)}</span> : null}
    </span>
  );
}
