/** The last operation of a cluster drill in which every promise was kept. */
export const DRILL_IS_OVER = 'over()'
