import { respond } from './respond';

type File = { readonly fileName: string; readonly type: string; readonly body: BodyInit };

/** What `work` gives as a file to keep; a failure as `respond` tells it. File names are plain ASCII. */
export async function download(work: () => Promise<File>): Promise<Response> {
  try {
    const { fileName, type, body } = await work();
    return new Response(body, {
      headers: {
        'Content-Type': type,
        'Content-Disposition': `attachment; filename="${fileName.replace(/[^\w.-]/g, '_')}"`,
        'Cache-Control': 'no-store',
        'X-Content-Type-Options': 'nosniff',
      },
    });
  } catch (cause) {
    return respond(() => {
      throw cause;
    });
  }
}
