import { DownloadLink } from '@/components/scenario/download-link';
import { formatCount } from '@/components/ui/format';
import { CopyText } from './copy-text';
import classes from './file-preview.module.css';

type Props = { readonly path: string; readonly text: string; readonly href: string };

export function FilePreview({ path, text, href }: Props) {
  const lines = text.split('\n').length - (text.endsWith('\n') ? 1 : 0);
  return (
    <section className={classes.root} aria-label={path}>
      <header className={classes.head}>
        <h3 className={classes.path}>{path}</h3>
        <span className={classes.size}>
          {formatCount(lines)} {lines === 1 ? 'line' : 'lines'}
        </span>
        <div className={classes.actions}>
          <CopyText text={text} what={path} />
          <DownloadLink href={href}>Download</DownloadLink>
        </div>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <pre className={classes.code} tabIndex={0}>
        <code>{text}</code>
      </pre>
    </section>
  );
}
