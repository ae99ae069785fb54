import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { CatalogScreen } from '@/components/catalog/catalog-screen';
import { PageHeader } from '@/components/ui/page-header';
import { viewCatalog } from '@/lib/services/view-catalog';

export const metadata: Metadata = { title: 'Catalog' };

/** The table stands here and not in the page: opening an offer then fetches that offer and not every line again. */
export default async function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHeader
        title="Catalog"
        purpose="What each model costs, by price book and date, and what is known about how well it does."
      />
      <CatalogScreen lines={await viewCatalog()}>{children}</CatalogScreen>
    </>
  );
}
