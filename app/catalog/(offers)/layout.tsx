import type { ReactNode } from 'react';
import { CatalogScreen } from '@/components/catalog/catalog-screen';
import { viewCatalog } from '@/lib/services/view-catalog';

/** The table stands here and not in the page: opening an offer then fetches that offer and not every line again. */
export default async function Layout({ children }: { children: ReactNode }) {
  return <CatalogScreen sheet={await viewCatalog()}>{children}</CatalogScreen>;
}
