/**
 * What a character counts as: half width, lower case, without accents; nothing for blanks and what cannot be seen;
 * look-alikes as the letter they imitate, traditional characters as the simplified ones, every digit as 0.
 */
export function foldCharacter(codePoint: number): string {
  let folded = ''
  for (const part of String.fromCodePoint(codePoint).normalize('NFKD').toLowerCase()) {
    if (unseen.test(part)) continue
    folded += digit.test(part) ? '0' : (twins.get(part) ?? part)
  }
  return folded
}

/** Marks, controls, zero-width and private characters, halves of a pair, blanks. */
const unseen = /[\p{M}\p{C}\p{Z}\u115F\u1160\u3164\uFFFD]/u
const digit = /\p{Nd}/u

/** Cyrillic and Greek small letters drawn like Latin ones (a choice from Unicode UTS #39, confusables). */
const imitating = 'аеорсхуіѕјԁһвнмткѵαορτκνιχγ〇'
const imitated = 'aeopcxyisjdhbhmtkvaoptkvixy0'

/**
 * Traditional and simplified forms of what residents write about, pairs of one character each. A table of a few
 * hundred pairs brings back nearly all of what a whole message in traditional characters loses: docs/reference/triage.md.
 */
const traditional =
  '來個們時為國會學對這說過還進開關門問間東車連運動場廣廠業務發電話機橋樓層區縣鄉鎮鄰裡裏馬驗證據報導師長資費錢銀買賣購貨價單質產專線網絡條組織經濟紅綠黃給結終絕統續維練級紀約縮總繼績編緊線認識計記設許論評試該詳語誤請諸課調談諒謝講議護讓讀變豐貝負財責貧貪貴貸貼賀賓賞賠賴贈贊趙趕車軍軌軟輕載較輔輛輩輪輸轉辦農遠達違遞適遷選遺郵醫釋針釣鈔鋪錯錄鍵鎖鐵鐘閉閑閱陰陽陣階際隨險雜雞離難雲霧靈靜韓響頁頂項順須預領頭題額願類顧風飛飯飲館養餘騎騙驚髒體鬥鬧魚鮮鳥鴨麗麥點黨齊齡歲歷歸殘殺氣沒決況涼減準溝滅滯漁漲漢潔澆濕濫灑灣災無煙煩熱爐爭爺牆獎獲獨獸環現產畝畢異當療癥盡監盤眾睜礙礦碼磚禮禍禁種稅穩窮窩竊競筆築簡籌糧級紙細紛紋納純紗罰罷羅義習聖聞聯聰聲職聽肅脅腦腳腫膚臉臟臨舉舊艙艱艷藝節蘇蘭處號蟲蠟衛衝補裝複製規視覽親覺觀觸訂訊訓託訪訴診註詐詢詳誠誰諾證譜貢貫貯賊賬質購軀載輿轄農迴迫郵鄭鄧醜釀針鋼錦鎮鏡鑒鑽閃閣闆闊隊陳陸隱隸隻雙雖難電霧頻顆顏顯飄餅餐餓饒駐駕駛駱騰驅骯鬆鹽嗎噸嚴囂團園圍圖圓執堅壇壓壞壩壯壽夾奪奮婦媽孫寧實審寫寬寵寶將尋導屆屍屬嶺幣幫幹幾庫廁廂廢廳張強彈彎徑從復徵徹德恆悶惡惱愛慘慣慮憂憑憲懲懶懸戰戲戶掃掛採揚換揮損搖搶摟撥撤擁擇擊擋擔據擠擬擴擺擾攔攜攝敗敵數斃斷於舖昇晉晝暈暢暫曉曬書朧朮條棄棟業極榮構槍樂標樁樣樹橋檔檢櫃權歐歡燒洩墜蹤綁撲並濃傷潰藥剛虛劇蓋見嗆燈纜滿溫臺狀確應爛淨佔斂邊術傾優償儲內兩凍劃則勞勢協員啟喪塊墊夠島帶懷拋測湧潛澤睏範簽籃糾緩與興虧'
const simplified =
  '来个们时为国会学对这说过还进开关门问间东车连运动场广厂业务发电话机桥楼层区县乡镇邻里里马验证据报导师长资费钱银买卖购货价单质产专线网络条组织经济红绿黄给结终绝统续维练级纪约缩总继绩编紧线认识计记设许论评试该详语误请诸课调谈谅谢讲议护让读变丰贝负财责贫贪贵贷贴贺宾赏赔赖赠赞赵赶车军轨软轻载较辅辆辈轮输转办农远达违递适迁选遗邮医释针钓钞铺错录键锁铁钟闭闲阅阴阳阵阶际随险杂鸡离难云雾灵静韩响页顶项顺须预领头题额愿类顾风飞饭饮馆养余骑骗惊脏体斗闹鱼鲜鸟鸭丽麦点党齐龄岁历归残杀气没决况凉减准沟灭滞渔涨汉洁浇湿滥洒湾灾无烟烦热炉争爷墙奖获独兽环现产亩毕异当疗症尽监盘众睁碍矿码砖礼祸禁种税稳穷窝窃竞笔筑简筹粮级纸细纷纹纳纯纱罚罢罗义习圣闻联聪声职听肃胁脑脚肿肤脸脏临举旧舱艰艳艺节苏兰处号虫蜡卫冲补装复制规视览亲觉观触订讯训托访诉诊注诈询详诚谁诺证谱贡贯贮贼账质购躯载舆辖农回迫邮郑邓丑酿针钢锦镇镜鉴钻闪阁板阔队陈陆隐隶只双虽难电雾频颗颜显飘饼餐饿饶驻驾驶骆腾驱肮松盐吗吨严嚣团园围图圆执坚坛压坏坝壮寿夹夺奋妇妈孙宁实审写宽宠宝将寻导届尸属岭币帮干几库厕厢废厅张强弹弯径从复征彻德恒闷恶恼爱惨惯虑忧凭宪惩懒悬战戏户扫挂采扬换挥损摇抢搂拨撤拥择击挡担据挤拟扩摆扰拦携摄败敌数毙断于铺升晋昼晕畅暂晓晒书胧术条弃栋业极荣构枪乐标桩样树桥档检柜权欧欢烧泄坠踪绑扑并浓伤溃药刚虚剧盖见呛灯缆满温台状确应烂净占敛边术倾优偿储内两冻划则劳势协员启丧块垫够岛带怀抛测涌潜泽困范签篮纠缓与兴亏'

const twins = pairCharacters([imitating, imitated], [traditional, simplified])

function pairCharacters(
  ...tables: readonly (readonly [from: string, to: string])[]
): ReadonlyMap<string, string> {
  const pairs = tables.flatMap(([from, to]) => {
    const targets = Array.from(to)
    return Array.from(from).map((character, index) => [character, targets[index] ?? character] as const)
  })
  return new Map(pairs.filter(([character, target]) => character !== target))
}
