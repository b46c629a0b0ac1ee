/**
 * Our fonts weigh more than the page. Where they have never been seen they are fetched once the page has been painted, and what stands
 * in for them is replaced when all of them are there: all at once. From then on the browser has them, and every page begins with them.
 * (In the browser's words; it stands in the HTML as it is.)
 *
 * A browser complains in its console of a font that came with the page and is not used; the font of the first paint is used either way.
 */
export const OWN_FONTS = [
  '(function(){var root=document.documentElement;function show(){root.dataset.fonts="own"}',
  'function load(name){return document.fonts.load("1em "+name)}',
  'try{if(localStorage.getItem("fonts")==="seen"){show();return load(getComputedStyle(root).getPropertyValue("--first-serif"))}}catch(e){}',
  'function loadAll(){Promise.all(["Newsreader","Instrument Sans","JetBrains Mono"].map(function(name){',
  'return load("\\""+name+" Variable\\"")})).then(function(){show();localStorage.setItem("fonts","seen")}).catch(show)}',
  'if(!(window.PerformanceObserver&&PerformanceObserver.supportedEntryTypes.includes("paint")))return loadAll();',
  'new PerformanceObserver(function(paints,self){self.disconnect();loadAll()}).observe({type:"paint",buffered:true})})()',
].join('')
