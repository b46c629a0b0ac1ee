/**
 * Our fonts weigh more than the page. Where they have never been seen they are fetched once the page has been painted, one after the
 * other, and each replaces what stands in for it. From then on the browser has them, and every page begins with them.
 * (In the browser's words; it stands in the HTML as it is.)
 *
 * A browser complains in its console of a font that came with the page and is not used; the font of the first paint is used either way.
 */
export const OWN_FONTS = [
  '(function(){var root=document.documentElement,fonts=[["sans","Instrument Sans"],["serif","Newsreader"],["mono","JetBrains Mono"]];',
  'function load(name){return document.fonts.load("1em "+name)}',
  'function show(font){root.dataset.fonts=(root.dataset.fonts||"")+" "+font[0]}',
  'try{if(localStorage.getItem("fonts")==="seen"){fonts.forEach(show);',
  'return load(getComputedStyle(root).getPropertyValue("--first-serif"))}}catch(e){}',
  'function next(){var font=fonts.shift();if(!font)return localStorage.setItem("fonts","seen");',
  'load("\\""+font[1]+" Variable\\"").then(function(){show(font);next()}).catch(function(){})}',
  'if(!(window.PerformanceObserver&&PerformanceObserver.supportedEntryTypes.includes("paint")))return next();',
  'new PerformanceObserver(function(paints,self){self.disconnect();next()}).observe({type:"paint",buffered:true})})()',
].join('')
